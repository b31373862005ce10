-- What PostGraphile is given: a role that row-level security binds, policies that say what the compiled policy says for the
-- same actor, and a schema of views in which what he may not see of a row is masked. Who asks is in settings of the transaction.

DROP SCHEMA IF EXISTS bench_pg, bench_private CASCADE;
DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'bench_pg') THEN CREATE ROLE bench_pg LOGIN NOBYPASSRLS; END IF; END $$;
CREATE SCHEMA bench_pg;
CREATE SCHEMA bench_private;
GRANT USAGE ON SCHEMA bench_pg, bench_private, public TO bench_pg;
ALTER ROLE bench_pg SET timezone = 'UTC';
ALTER ROLE bench_pg SET jit = off;
ALTER ROLE bench_pg SET random_page_cost = 1.1;

-- Columns, not tables: ciphers and search keys of protected numbers are out of reach.
DO $$ DECLARE found record; BEGIN
  FOR found IN SELECT table_name, string_agg(quote_ident(column_name), ', ') AS columns FROM information_schema.columns
               WHERE table_schema = 'public' AND column_name !~ '_(cipher|hmac)$' AND table_name = ANY ('{case,docket,party,document,task,share,entry,duty,conflict,
                     quarantine,consultation,judicial_relief,social_relief_referral,mediation,recommendation,agency,division,user,field_unit,case_access}')
               GROUP BY table_name
  LOOP EXECUTE format('GRANT SELECT (%s) ON public.%I TO bench_pg', found.columns, found.table_name); END LOOP;
END $$;
GRANT UPDATE (summary, version, updated_at, chain_position, chain_digest) ON public."case" TO bench_pg;
GRANT INSERT ON public.entry, public.entry_change, public.feed_case, public.feed TO bench_pg;
GRANT SELECT, UPDATE ON public.feed_counter TO bench_pg;

-- Who asks; each is called inside (SELECT ...), so that it is asked once a statement and not once a row.
CREATE FUNCTION bench_private.county() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT current_setting('bench.county') $$;
CREATE FUNCTION bench_private.agency() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT current_setting('bench.agency') $$;
CREATE FUNCTION bench_private.person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT current_setting('bench.person')::uuid $$;
CREATE FUNCTION bench_private.audiences() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT string_to_array(current_setting('bench.audiences'), ',') $$;

-- Rows. {reach} is filled in by a loop, for PostgreSQL has no macros.
DO $$
DECLARE
  reach text := $r$EXISTS (SELECT FROM public.case_access a WHERE a.county = %1$I.county AND a.case_id = %1$I.%2$I
    AND a.audience = ANY ((SELECT bench_private.audiences())::text[]) AND a.level >= %3$s AND (a.until IS NULL OR a.until > now()))$r$;
  rules text[][] := ARRAY[
    ['case', 'id', '1', '{reach}'], ['docket', 'case_id', '2', '{reach}'], ['party', 'case_id', '2', '{reach}'], ['document', 'case_id', '2', '{reach}'],
    ['mediation', 'case_id', '2', '{reach}'], ['entry', 'case_id', '2', '{reach}'], ['conflict', 'case_id', '2', '{reach}'],
    ['task', 'case_id', '2', 'agency = (SELECT bench_private.agency()) OR {reach}'],
    ['duty', 'case_id', '2', 'agency = (SELECT bench_private.agency()) OR {reach}'],
    ['share', 'case_id', '2', 'from_agency = (SELECT bench_private.agency()) OR to_agency = (SELECT bench_private.agency()) OR {reach}'],
    ['quarantine', 'case_id', '2', 'owner_agency = (SELECT bench_private.agency()) OR author = (SELECT bench_private.person())'],
    ['judicial_relief', 'case_id', '2', 'lead_agency = (SELECT bench_private.agency()) OR {reach}'],
    ['social_relief_referral', 'case_id', '2', 'receiver = (SELECT bench_private.agency()) OR {reach}'],
    ['consultation', 'case_id', '2', 'lead_agency = (SELECT bench_private.agency()) OR convener = (SELECT bench_private.agency()) OR {reach}'],
    ['recommendation', 'case_id', '2',
     'lead_agency = (SELECT bench_private.agency()) OR state NOT IN (''APPROVED'', ''DRAFT'') AND (target_agency = (SELECT bench_private.agency()) OR {reach})']];
  rule text[];
BEGIN
  FOREACH rule SLICE 1 IN ARRAY rules LOOP
    EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', rule[1]);
    EXECUTE format('DROP POLICY IF EXISTS bench_read ON public.%I', rule[1]);
    EXECUTE format('CREATE POLICY bench_read ON public.%I FOR SELECT TO bench_pg USING (county = (SELECT bench_private.county()) AND (%s))', rule[1],
                   replace(rule[4], '{reach}', format(reach, rule[1], rule[2], rule[3])));
  END LOOP;
  DROP POLICY IF EXISTS bench_write ON public."case";
  CREATE POLICY bench_write ON public."case" FOR UPDATE TO bench_pg USING (county = (SELECT bench_private.county()) AND lead_agency = (SELECT bench_private.agency()));
  DROP POLICY IF EXISTS bench_write ON public.entry;
  EXECUTE 'CREATE POLICY bench_write ON public.entry FOR INSERT TO bench_pg WITH CHECK (county = (SELECT bench_private.county()) AND '
          || format(reach, 'entry', 'case_id', '2') || ')';
END $$;

-- Masks. The views run with the rights of who asks (security_invoker), so the policies above hold behind them.
CREATE VIEW bench_pg."agency" WITH (security_invoker) AS SELECT county, code, name, short_name FROM public.agency;
CREATE VIEW bench_pg."division" WITH (security_invoker) AS SELECT county, code, name FROM public.division;
CREATE VIEW bench_pg."user" WITH (security_invoker) AS SELECT county, id, name, agency FROM public."user";
CREATE VIEW bench_pg."case" WITH (security_invoker) AS SELECT c.county, c.id, c.number, c.title, c.lead_agency, c.township, c.opened_on, c.urgency, c.state, c.version,
  c.created_at, c.updated_at, CASE WHEN EXISTS (SELECT FROM public.case_access a WHERE a.county = c.county AND a.case_id = c.id
    AND a.audience = ANY ((SELECT bench_private.audiences())::text[]) AND a.level >= 2 AND (a.until IS NULL OR a.until > now())) THEN c.summary END AS summary
  FROM public."case" c;
CREATE VIEW bench_pg.docket WITH (security_invoker) AS SELECT county, id, case_id, branch, number, registered_on, agency FROM public.docket;
CREATE VIEW bench_pg.party WITH (security_invoker) AS SELECT p.county, p.id, p.case_id, p.name, p.role, p.kind, p.id_number_masked AS id_number,
  p.phone_masked AS phone, p.address, CASE WHEN EXISTS (SELECT FROM public.case_access a WHERE a.county = p.county AND a.case_id = p.case_id
    AND a.audience = ANY ((SELECT bench_private.audiences())::text[]) AND a.level >= 3 AND (a.until IS NULL OR a.until > now())) THEN p.vulnerable_groups END AS vulnerable_groups
  FROM public.party p;
CREATE VIEW bench_pg.mediation WITH (security_invoker) AS SELECT county, id, case_id, title, state, kind, dispute_type, facts, agreement_text, agreement_amount,
  performance_due_on, effective_on, file_number FROM public.mediation;
CREATE VIEW bench_pg.judicial_relief WITH (security_invoker) AS SELECT county, id, case_id, state, cause, applicant_id_number_masked AS applicant_id_number,
  requested_amount, approved_amount, decision_number,
  CASE WHEN lead_agency = (SELECT bench_private.agency()) THEN applicant_name WHEN applicant_name IS NULL THEN NULL
    WHEN char_length(applicant_name) >= 2 THEN left(applicant_name, 1) || '*' ELSE '*' END AS applicant_name,
  CASE WHEN lead_agency = (SELECT bench_private.agency()) THEN hardship END AS hardship,
  CASE WHEN lead_agency = (SELECT bench_private.agency()) THEN household_size END AS household_size,
  CASE WHEN lead_agency = (SELECT bench_private.agency()) THEN household_income END AS household_income FROM public.judicial_relief;
CREATE VIEW bench_pg.social_relief_referral WITH (security_invoker) AS SELECT county, id, case_id, state, kind, granted_amount, receiver,
  CASE WHEN receiver = (SELECT bench_private.agency()) THEN need END AS need FROM public.social_relief_referral;
CREATE VIEW bench_pg.recommendation WITH (security_invoker) AS SELECT county, id, case_id, state, kind, document_number, served_on, replied_on, late_reply, target_agency,
  CASE WHEN lead_agency = (SELECT bench_private.agency()) OR target_agency = (SELECT bench_private.agency()) THEN facts END AS facts,
  CASE WHEN lead_agency = (SELECT bench_private.agency()) OR target_agency = (SELECT bench_private.agency()) THEN legal_basis END AS legal_basis,
  CASE WHEN lead_agency = (SELECT bench_private.agency()) OR target_agency = (SELECT bench_private.agency()) THEN reply END AS reply FROM public.recommendation;
CREATE VIEW bench_pg.consultation WITH (security_invoker) AS SELECT county, id, case_id, state, topic, ground, number, pending_case, convener FROM public.consultation;
CREATE VIEW bench_pg.task WITH (security_invoker) AS SELECT county, id, case_id, title, state, due_at, result, agency, assignee FROM public.task;
CREATE VIEW bench_pg.duty WITH (security_invoker) AS SELECT county, id, case_id, code, label, state, started_at, due_at, met_at, late, late_days, basis, agency FROM public.duty;
CREATE VIEW bench_pg.document WITH (security_invoker) AS SELECT county, id, case_id, title, kind, media_type, size, document_number FROM public.document;
CREATE VIEW bench_pg.share WITH (security_invoker) AS SELECT county, id, case_id, state, purpose, expires_at, from_agency, to_agency FROM public.share;
CREATE VIEW bench_pg.entry WITH (security_invoker) AS SELECT county, id, case_id, position, act, move, record_type, occurred_at, digest, actor, agency FROM public.entry;
CREATE VIEW bench_pg.conflict WITH (security_invoker) AS SELECT county, id, case_id, state, record_type, path FROM public.conflict;
CREATE VIEW bench_pg.quarantine WITH (security_invoker) AS SELECT county, id, state, record_type, code, owner_agency FROM public.quarantine;
GRANT SELECT ON ALL TABLES IN SCHEMA bench_pg TO bench_pg;

-- Views have no keys: smart comments say what refers to what and what the fields are called.
COMMENT ON VIEW bench_pg."agency" IS E'@primaryKey county,code\n@omit create,update,delete';
COMMENT ON VIEW bench_pg."division" IS E'@primaryKey county,code';
COMMENT ON VIEW bench_pg."user" IS E'@primaryKey county,id';
COMMENT ON VIEW bench_pg."case" IS E'@primaryKey county,id\n@foreignKey (county, lead_agency) references bench_pg.agency (county, code)|@fieldName leadAgencyRow\n@foreignKey (county, township) references bench_pg.division (county, code)|@fieldName townshipRow';
COMMENT ON VIEW bench_pg.docket IS E'@primaryKey county,id\n@foreignKey (county, case_id) references bench_pg.case (county, id)|@fieldName caseRow|@foreignFieldName dockets\n@foreignKey (county, agency) references bench_pg.agency (county, code)|@fieldName agencyRow';
COMMENT ON VIEW bench_pg.party IS E'@primaryKey county,id\n@foreignKey (county, case_id) references bench_pg.case (county, id)|@fieldName caseRow|@foreignFieldName parties';
COMMENT ON VIEW bench_pg.mediation IS E'@primaryKey county,id\n@foreignKey (county, case_id) references bench_pg.case (county, id)|@fieldName caseRow|@foreignFieldName mediations';
COMMENT ON VIEW bench_pg.judicial_relief IS E'@primaryKey county,id\n@foreignKey (county, case_id) references bench_pg.case (county, id)|@fieldName caseRow|@foreignFieldName judicialReliefs';
COMMENT ON VIEW bench_pg.social_relief_referral IS E'@primaryKey county,id\n@foreignKey (county, case_id) references bench_pg.case (county, id)|@fieldName caseRow|@foreignFieldName socialReliefReferrals\n@foreignKey (county, receiver) references bench_pg.agency (county, code)|@fieldName receiverRow';
COMMENT ON VIEW bench_pg.recommendation IS E'@primaryKey county,id\n@foreignKey (county, case_id) references bench_pg.case (county, id)|@fieldName caseRow|@foreignFieldName recommendations\n@foreignKey (county, target_agency) references bench_pg.agency (county, code)|@fieldName targetAgencyRow';
COMMENT ON VIEW bench_pg.consultation IS E'@primaryKey county,id\n@foreignKey (county, case_id) references bench_pg.case (county, id)|@fieldName caseRow|@foreignFieldName consultations\n@foreignKey (county, convener) references bench_pg.agency (county, code)|@fieldName convenerRow';
COMMENT ON VIEW bench_pg.task IS E'@primaryKey county,id\n@foreignKey (county, case_id) references bench_pg.case (county, id)|@fieldName caseRow|@foreignFieldName tasks\n@foreignKey (county, agency) references bench_pg.agency (county, code)|@fieldName agencyRow';
COMMENT ON VIEW bench_pg.duty IS E'@primaryKey county,id\n@foreignKey (county, case_id) references bench_pg.case (county, id)|@fieldName caseRow|@foreignFieldName duties\n@foreignKey (county, agency) references bench_pg.agency (county, code)|@fieldName agencyRow';
COMMENT ON VIEW bench_pg.document IS E'@primaryKey county,id\n@foreignKey (county, case_id) references bench_pg.case (county, id)|@fieldName caseRow|@foreignFieldName documents';
COMMENT ON VIEW bench_pg.share IS E'@primaryKey county,id\n@foreignKey (county, case_id) references bench_pg.case (county, id)|@fieldName caseRow|@foreignFieldName shares\n@foreignKey (county, from_agency) references bench_pg.agency (county, code)|@fieldName fromAgencyRow\n@foreignKey (county, to_agency) references bench_pg.agency (county, code)|@fieldName toAgencyRow';
COMMENT ON VIEW bench_pg.entry IS E'@primaryKey county,id\n@foreignKey (county, case_id) references bench_pg.case (county, id)|@fieldName caseRow|@foreignFieldName timeline\n@foreignKey (county, actor) references bench_pg.user (county, id)|@fieldName actorRow\n@foreignKey (county, agency) references bench_pg.agency (county, code)|@fieldName agencyRow';
COMMENT ON VIEW bench_pg.conflict IS E'@primaryKey county,id';
COMMENT ON VIEW bench_pg.quarantine IS E'@primaryKey county,id';

-- Lists that need more than an equality.
CREATE FUNCTION bench_pg.cases_since(since date) RETURNS SETOF bench_pg."case" LANGUAGE sql STABLE AS
  $$ SELECT c.* FROM bench_pg."case" c WHERE c.opened_on >= since $$;
CREATE FUNCTION bench_pg.inbox_tasks() RETURNS SETOF bench_pg.task LANGUAGE sql STABLE AS
  $$ SELECT t.* FROM bench_pg.task t WHERE t.state = 'OPEN' AND (t.assignee = (SELECT bench_private.person()) OR t.agency = (SELECT bench_private.agency())) $$;
CREATE FUNCTION bench_pg.inbox_duties() RETURNS SETOF bench_pg.duty LANGUAGE sql STABLE AS
  $$ SELECT t.* FROM bench_pg.duty t WHERE t.state = 'RUNNING' AND t.agency = (SELECT bench_private.agency()) $$;
CREATE FUNCTION bench_pg.inbox_shares() RETURNS SETOF bench_pg.share LANGUAGE sql STABLE AS
  $$ SELECT t.* FROM bench_pg.share t WHERE t.state = 'OFFERED' AND t.to_agency = (SELECT bench_private.agency()) $$;
CREATE FUNCTION bench_pg.inbox_conflicts() RETURNS SETOF bench_pg.conflict LANGUAGE sql STABLE AS
  $$ SELECT t.* FROM bench_pg.conflict t WHERE t.state = 'OPEN' $$;
CREATE FUNCTION bench_pg.inbox_quarantines() RETURNS SETOF bench_pg.quarantine LANGUAGE sql STABLE AS
  $$ SELECT t.* FROM bench_pg.quarantine t WHERE t.state = 'HELD' AND t.owner_agency = (SELECT bench_private.agency()) $$;

-- Search. Behind a policy no index of bigrams is used (its operators are not leakproof), so the candidates come from a function of
-- the owner, which gives keys only; the rows go through the policies again. A summary counts only where the file may be read.
CREATE FUNCTION bench_private.pattern(word text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT '%' || replace(replace(replace(lower(word), '\', '\\'), '%', '\%'), '_', '\_') || '%' $$;
CREATE FUNCTION bench_private.candidates(one text, two text) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.id FROM public."case" c WHERE c.county = bench_private.county()
    AND (fuyuan_grams(c.number) @> fuyuan_grams(one) AND lower(c.number) LIKE bench_private.pattern(one)
      OR fuyuan_grams(c.title) @> fuyuan_grams(one) AND lower(c.title) LIKE bench_private.pattern(one)
      OR fuyuan_grams(c.summary) @> fuyuan_grams(one) AND lower(c.summary) LIKE bench_private.pattern(one) AND EXISTS (SELECT FROM case_access a WHERE a.county = c.county
        AND a.case_id = c.id AND a.audience = ANY ((SELECT bench_private.audiences())::text[]) AND a.level >= 2 AND (a.until IS NULL OR a.until > now())))
    AND (fuyuan_grams(c.number) @> fuyuan_grams(two) AND lower(c.number) LIKE bench_private.pattern(two)
      OR fuyuan_grams(c.title) @> fuyuan_grams(two) AND lower(c.title) LIKE bench_private.pattern(two)
      OR fuyuan_grams(c.summary) @> fuyuan_grams(two) AND lower(c.summary) LIKE bench_private.pattern(two) AND EXISTS (SELECT FROM case_access a WHERE a.county = c.county
        AND a.case_id = c.id AND a.audience = ANY ((SELECT bench_private.audiences())::text[]) AND a.level >= 2 AND (a.until IS NULL OR a.until > now()))) $$;
CREATE FUNCTION bench_pg.cases_matching(words text, since date) RETURNS SETOF bench_pg."case" LANGUAGE sql STABLE AS $$
  SELECT c.* FROM bench_pg."case" c WHERE c.opened_on >= since AND c.id IN (SELECT bench_private.candidates(split_part(words, ' ', 1), split_part(words, ' ', 2))) $$;
DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = 'bench_pg'::regnamespace AND p.proretset
  LOOP EXECUTE format('COMMENT ON FUNCTION %s IS ''@behavior +orderBy +order +resource:connection:backwards''', name); END LOOP;
END $$;

-- The edit, as a custom mutation: lock, store, history, place in the feed. The chain of PostgreSQL has SHA-256 where ours has SM3.
CREATE FUNCTION bench_pg.edit_case(row_id uuid, seen integer, words text) RETURNS bench_pg."case" LANGUAGE plpgsql VOLATILE AS $$
DECLARE held record; made bench_pg."case"; entry uuid := uuidv7(); change uuid := uuidv7(); at timestamptz := clock_timestamp(); payload text; head text;
BEGIN
  SELECT c.county, c.summary, c.version, c.chain_position + 1 AS position, c.chain_digest INTO held FROM public."case" c
    WHERE c.county = bench_private.county() AND c.id = row_id FOR UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'not found'; END IF;
  IF held.version <> seen THEN RAISE EXCEPTION 'stale'; END IF;
  payload := encode(sha256(convert_to(json_build_array(json_build_array('summary', held.summary, words))::text, 'UTF8')), 'hex');
  head := encode(sha256(convert_to(json_build_array(held.county, row_id, held.position, entry, 'case', 'EDIT', bench_private.person(), bench_private.agency(), at, payload,
                                                    held.chain_digest)::text, 'UTF8')), 'hex');
  UPDATE public."case" c SET summary = words, version = c.version + 1, updated_at = at, chain_position = held.position, chain_digest = head
    WHERE c.county = held.county AND c.id = row_id;
  INSERT INTO public.entry (county, id, case_id, record_type, record_key, act, actor, agency, occurred_at, position, digest, previous_digest, payload_digest, version,
    created_at, updated_at) VALUES (held.county, entry, row_id, 'case', row_id::text, 'EDIT', bench_private.person(), bench_private.agency(), at, held.position, head,
    held.chain_digest, payload, 1, at, at);
  INSERT INTO public.entry_change (county, entry_id, ordinal, field, old, new) VALUES (held.county, entry, 0, 'summary', to_jsonb(held.summary), to_jsonb(words));
  INSERT INTO public.feed_case (county, change_id, case_id) VALUES (held.county, change, row_id);
  SELECT v.* INTO made FROM bench_pg."case" v WHERE v.county = held.county AND v.id = row_id;
  WITH given AS (UPDATE public.feed_counter SET seq = seq + 1 WHERE county = held.county RETURNING seq)
  INSERT INTO public.feed (county, seq, change_id) SELECT held.county, seq, change FROM given;
  RETURN made;
END $$;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA bench_pg, bench_private TO bench_pg;
