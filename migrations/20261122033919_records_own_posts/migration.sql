-- Does this delivery stand on its network, or may it yet? One that a later version edited in place went with that one,
-- and a person may have confirmed that it is gone.
create function delivery_stands(d deliveries) returns boolean
language sql stable set search_path = public as $$
  select d.state in ('waiting', 'held', 'sending', 'sent', 'unconfirmed', 'asked', 'recalling')
    and not exists (
      select from deliveries n where n.agency_id = d.agency_id and n.post_id = d.post_id and n.channel_id = d.channel_id
        and n.version > d.version and n.state = 'recalled' and n.remote_id = d.remote_id)
    and not exists (
      select from standing_confirmations c where c.agency_id = d.agency_id and c.delivery_id = d.id and c.undone_by is null)
$$;
--> statement-breakpoint
-- Is this post worked with still, or does it stand anywhere? A draft is over when it was put away.
create function post_in_use(p posts) returns boolean
language sql stable set search_path = public as $$
  select (p.state in ('draft', 'submitted', 'returned') and p.discarded_at is null)
    or exists (select from deliveries d where d.agency_id = p.agency_id and d.post_id = p.id and delivery_stands(d))
$$;
--> statement-breakpoint
-- Of what a record is about: a record of a post that is in use is not destroyed.
create function subject_in_use(the_agency uuid, kind text, id text) returns boolean
language sql stable set search_path = public as $$
  select case kind
    when 'post' then exists (
      select from posts p where p.agency_id = the_agency and p.id::text = subject_in_use.id and post_in_use(p))
    when 'delivery' then exists (
      select from deliveries d join posts p on p.agency_id = d.agency_id and p.id = d.post_id
      where d.agency_id = the_agency and d.id::text = subject_in_use.id and post_in_use(p))
    else false end
$$;
--> statement-breakpoint
-- The one way in which a post is removed. With the owner's rights, because versions and approvals are only ever added; so
-- everything that must hold is looked at here: a record of it was destroyed under a certificate, in this transaction or
-- before, and it stands nowhere. The lock lets nobody work with it meanwhile.
create function posts_erase(the_posts uuid[]) returns void
language plpgsql security definer set search_path = public as $$
declare
  the_agency uuid := nullif(current_setting('openbeat.agency', true), '')::uuid;
  one posts;
begin
  for one in select * from posts p where p.agency_id = the_agency and p.id = any (the_posts) order by p.id for update loop
    if post_in_use(one) then
      raise exception 'a post that is in use is not erased';
    end if;
    if not exists (
      select from archive_records r where r.agency_id = the_agency and r.disposition_id is not null
        and (r.subject_kind = 'post' and r.subject_id = one.id::text
          or r.subject_kind = 'delivery' and r.subject_id in (
            select d.id::text from deliveries d where d.agency_id = the_agency and d.post_id = one.id)))
    then
      raise exception 'no record of this post was destroyed under a certificate';
    end if;
    delete from website_posts w using deliveries d
      where d.agency_id = the_agency and d.post_id = one.id and w.agency_id = the_agency and w.id::text = d.remote_id;
    delete from standing_confirmations x where x.agency_id = the_agency and x.post_id = one.id;
    delete from content_reviews x where x.agency_id = the_agency and x.post_id = one.id;
    delete from draft_comments x where x.agency_id = the_agency and x.post_id = one.id;
    delete from recalls x where x.agency_id = the_agency and x.post_id = one.id;
    delete from approvals x where x.agency_id = the_agency and x.post_id = one.id;
    delete from submissions x where x.agency_id = the_agency and x.post_id = one.id;
    delete from working_copies x where x.agency_id = the_agency and x.post_id = one.id;
    delete from deliveries x where x.agency_id = the_agency and x.post_id = one.id;
    delete from post_versions x where x.agency_id = the_agency and x.post_id = one.id;
    delete from posts x where x.agency_id = the_agency and x.id = one.id;
  end loop;
end $$;
--> statement-breakpoint
revoke execute on function posts_erase(uuid[]) from public;
--> statement-breakpoint
grant execute on function posts_erase(uuid[]) to openbeat_app;
