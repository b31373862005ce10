-- { inbox { tasks { nodes { title dueAt } } duties { nodes { label dueAt late } } } }
SELECT JSON_OBJECT('inbox' : JSON_OBJECT('tasks' : (
SELECT JSON_OBJECT('nodes' : coalesce(json_agg(JSON_OBJECT('title' : t1."title", 'dueAt' : t1."due_at" RETURNING json)), '[]') RETURNING json)
  FROM (
SELECT t1.*
  FROM ((
SELECT *
  FROM (
SELECT t1.id
  FROM "task" t1
 WHERE t1.county = $1::text AND t1."state" = 'OPEN'::text AND t1."assignee" = $3::uuid AND t1."agency" = $4::text ORDER BY t1.id DESC LIMIT $2::int8) AS t4 LIMIT 101) UNION (
SELECT *
  FROM (
SELECT t1.id
  FROM "task" t1
 WHERE t1.county = $1::text AND t1."state" = 'OPEN'::text AND t1."assignee" = $3::uuid AND EXISTS (
SELECT 1
  FROM case_access t2
 WHERE t2.county = t1.county AND t2.case_id = t1.case_id AND t2.audience = ANY($5::text[]) AND t2.level >= 2 AND (t2.until IS NULL OR t2.until > $6::timestamptz) OFFSET 0) ORDER BY t1.id DESC LIMIT $2::int8) AS t4 LIMIT 101) UNION (
SELECT *
  FROM (
SELECT t1.id
  FROM "task" t1
 WHERE t1.county = $1::text AND t1."state" = 'OPEN'::text AND t1."agency" = $4::text AND t1."agency" = $4::text ORDER BY t1.id DESC LIMIT $2::int8) AS t4 LIMIT 101) UNION (
SELECT *
  FROM (
SELECT t1.id
  FROM "task" t1
 WHERE t1.county = $1::text AND t1."state" = 'OPEN'::text AND t1."agency" = $4::text AND EXISTS (
SELECT 1
  FROM case_access t3
 WHERE t3.county = t1.county AND t3.case_id = t1.case_id AND t3.audience = ANY($5::text[]) AND t3.level >= 2 AND (t3.until IS NULL OR t3.until > $6::timestamptz) OFFSET 0) ORDER BY t1.id DESC LIMIT $2::int8) AS t4 LIMIT 101)) AS t4 CROSS JOIN LATERAL (
SELECT *
  FROM "task" t1
 WHERE t1.county = $1::text AND t1.id = t4.id OFFSET 0) AS t1 ORDER BY t1.id DESC LIMIT $2::int8) AS t1 HAVING TRUE), 'duties' : (
SELECT JSON_OBJECT('nodes' : coalesce(json_agg(JSON_OBJECT('label' : t6."label", 'dueAt' : t6."due_at", 'late' : t6."late" RETURNING json)), '[]') RETURNING json)
  FROM (
SELECT t6.*
  FROM ((
SELECT *
  FROM (
SELECT t6.id
  FROM "duty" t6
 WHERE t6.county = $1::text AND t6."state" = 'RUNNING'::text AND t6."agency" = $4::text AND $4::text = ANY(ARRAY['GAJ'::text]::text[]) AND t6."agency" = $4::text ORDER BY t6.id DESC LIMIT $7::int8) AS t10 LIMIT 101) UNION (
SELECT *
  FROM (
SELECT t6.id
  FROM "duty" t6
 WHERE t6.county = $1::text AND t6."state" = 'RUNNING'::text AND t6."agency" = $4::text AND $4::text = ANY(ARRAY['GAJ'::text]::text[]) AND t6."supervisor" = $4::text ORDER BY t6.id DESC LIMIT $7::int8) AS t10 LIMIT 101) UNION (
SELECT *
  FROM (
SELECT t6.id
  FROM "duty" t6
 WHERE t6.county = $1::text AND t6."state" = 'RUNNING'::text AND t6."agency" = $4::text AND $4::text = ANY(ARRAY['GAJ'::text]::text[]) AND EXISTS (
SELECT 1
  FROM case_access t7
 WHERE t7.county = t6.county AND t7.case_id = t6.case_id AND t7.audience = ANY($5::text[]) AND t7.level >= 2 AND (t7.until IS NULL OR t7.until > $6::timestamptz) OFFSET 0) ORDER BY t6.id DESC LIMIT $7::int8) AS t10 LIMIT 101) UNION (
SELECT *
  FROM (
SELECT t6.id
  FROM "duty" t6
 WHERE t6.county = $1::text AND t6."state" = 'RUNNING'::text AND t6."agency" = $4::text AND $8::text = ANY(ARRAY['COURT'::text, 'PROCURATORATE'::text]::text[]) AND t6."agency" = $4::text ORDER BY t6.id DESC LIMIT $7::int8) AS t10 LIMIT 101) UNION (
SELECT *
  FROM (
SELECT t6.id
  FROM "duty" t6
 WHERE t6.county = $1::text AND t6."state" = 'RUNNING'::text AND t6."agency" = $4::text AND $8::text = ANY(ARRAY['COURT'::text, 'PROCURATORATE'::text]::text[]) AND t6."supervisor" = $4::text ORDER BY t6.id DESC LIMIT $7::int8) AS t10 LIMIT 101) UNION (
SELECT *
  FROM (
SELECT t6.id
  FROM "duty" t6
 WHERE t6.county = $1::text AND t6."state" = 'RUNNING'::text AND t6."agency" = $4::text AND $8::text = ANY(ARRAY['COURT'::text, 'PROCURATORATE'::text]::text[]) AND EXISTS (
SELECT 1
  FROM case_access t8
 WHERE t8.county = t6.county AND t8.case_id = t6.case_id AND t8.audience = ANY($5::text[]) AND t8.level >= 2 AND (t8.until IS NULL OR t8.until > $6::timestamptz) OFFSET 0) ORDER BY t6.id DESC LIMIT $7::int8) AS t10 LIMIT 101) UNION (
SELECT *
  FROM (
SELECT t6.id
  FROM "duty" t6
 WHERE t6.county = $1::text AND t6."state" = 'RUNNING'::text AND t6."agency" = $4::text AND t6."agency" = $4::text AND ((t6."record_type" = ANY(ARRAY['child_report'::text]::text[])) IS NOT TRUE) ORDER BY t6.id DESC LIMIT $7::int8) AS t10 LIMIT 101) UNION (
SELECT *
  FROM (
SELECT t6.id
  FROM "duty" t6
 WHERE t6.county = $1::text AND t6."state" = 'RUNNING'::text AND t6."agency" = $4::text AND t6."supervisor" = $4::text AND ((t6."record_type" = ANY(ARRAY['child_report'::text]::text[])) IS NOT TRUE) ORDER BY t6.id DESC LIMIT $7::int8) AS t10 LIMIT 101) UNION (
SELECT *
  FROM (
SELECT t6.id
  FROM "duty" t6
 WHERE t6.county = $1::text AND t6."state" = 'RUNNING'::text AND t6."agency" = $4::text AND ((t6."record_type" = ANY(ARRAY['child_report'::text]::text[])) IS NOT TRUE) AND EXISTS (
SELECT 1
  FROM case_access t9
 WHERE t9.county = t6.county AND t9.case_id = t6.case_id AND t9.audience = ANY($5::text[]) AND t9.level >= 2 AND (t9.until IS NULL OR t9.until > $6::timestamptz) OFFSET 0) ORDER BY t6.id DESC LIMIT $7::int8) AS t10 LIMIT 101)) AS t10 CROSS JOIN LATERAL (
SELECT *
  FROM "duty" t6
 WHERE t6.county = $1::text AND t6.id = t10.id OFFSET 0) AS t6 ORDER BY t6.id DESC LIMIT $7::int8) AS t6 HAVING TRUE) RETURNING json) RETURNING json)::text
-- ["Fact(name='county', cast='text')", "Value(index=0, cast='int8')", "Fact(name='user_id', cast='uuid')", "Fact(name='agency', cast='text')", "Fact(name='audiences', cast='text[]')", "Fact(name='now', cast='timestamptz')", "Value(index=1, cast='int8')", "Fact(name='branch', cast='text')"]
