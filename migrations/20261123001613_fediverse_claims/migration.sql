DROP INDEX "fediverse_orders_topic";--> statement-breakpoint
CREATE INDEX "fediverse_orders_topic" ON "fediverse_orders" ("agency_id","topic","inbox","activity_id");--> statement-breakpoint
DROP INDEX "fediverse_orders_due";--> statement-breakpoint
CREATE INDEX "fediverse_orders_due" ON "fediverse_orders" ("due_at") WHERE done_at is null;--> statement-breakpoint
DROP INDEX "fediverse_orders_done";--> statement-breakpoint
CREATE INDEX "fediverse_orders_done" ON "fediverse_orders" ("agency_id","done_at") WHERE done_at is not null;
--> statement-breakpoint
select openbeat_fence();
