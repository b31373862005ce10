-- { inbox { tasks { nodes { title dueAt } } duties { nodes { label dueAt late } } } }
SELECT JSON_OBJECT('inbox' : JSON_OBJECT('tasks' : (
SELECT JSON_OBJECT('nodes' : coalesce(json_agg(JSON_OBJECT('title' : t1."title", 'dueAt' : t1."due_at")) FILTER (WHERE t1.rn <= $6::int8), '[]'))
  FROM (
SELECT t1.*, row_number() OVER (ORDER BY t1.id DESC) AS rn
  FROM ((
SELECT *
  FROM (
SELECT t1.id
  FROM "task" t1
 WHERE t1.county = $1::text AND t1."state" = 'OPEN'::text AND t1."assignee" = $2::uuid AND t1."agency" = $3::text ORDER BY t1.id DESC LIMIT $6::int8 + 1) AS t5 LIMIT 101) UNION (
SELECT *
  FROM (
SELECT t1.id
  FROM "task" t1
 WHERE t1.county = $1::text AND t1."state" = 'OPEN'::text AND t1."assignee" = $2::uuid AND EXISTS (
SELECT 1
  FROM case_access t3
 WHERE t3.county = t1.county AND t3.case_id = t1.case_id AND t3.audience = ANY($4::text[]) AND t3.level >= 2 AND (t3.until IS NULL OR t3.until > $5::timestamptz)) ORDER BY t1.id DESC LIMIT $6::int8 + 1) AS t5 LIMIT 101) UNION (
SELECT *
  FROM (
SELECT t1.id
  FROM "task" t1
 WHERE t1.county = $1::text AND t1."state" = 'OPEN'::text AND t1."agency" = $3::text AND t1."agency" = $3::text ORDER BY t1.id DESC LIMIT $6::int8 + 1) AS t5 LIMIT 101) UNION (
SELECT *
  FROM (
SELECT t1.id
  FROM "task" t1
 WHERE t1.county = $1::text AND t1."state" = 'OPEN'::text AND t1."agency" = $3::text AND EXISTS (
SELECT 1
  FROM case_access t4
 WHERE t4.county = t1.county AND t4.case_id = t1.case_id AND t4.audience = ANY($4::text[]) AND t4.level >= 2 AND (t4.until IS NULL OR t4.until > $5::timestamptz)) ORDER BY t1.id DESC LIMIT $6::int8 + 1) AS t5 LIMIT 101)) AS t5 JOIN "task" t1 ON t1.county = $1::text AND t1.id = t5.id ORDER BY t1.id DESC LIMIT $6::int8 + 1) AS t1), 'duties' : (
SELECT JSON_OBJECT('nodes' : coalesce(json_agg(JSON_OBJECT('label' : t7."label", 'dueAt' : t7."due_at", 'late' : t7."late")) FILTER (WHERE t7.rn <= $7::int8), '[]'))
  FROM (
SELECT t7.*, row_number() OVER (ORDER BY t7.id DESC) AS rn
  FROM ((
SELECT *
  FROM (
SELECT t7.id
  FROM "duty" t7
 WHERE t7.county = $1::text AND t7."state" = 'RUNNING'::text AND t7."agency" = $3::text AND t7."agency" = $3::text ORDER BY t7.id DESC LIMIT $7::int8 + 1) AS t10 LIMIT 101) UNION (
SELECT *
  FROM (
SELECT t7.id
  FROM "duty" t7
 WHERE t7.county = $1::text AND t7."state" = 'RUNNING'::text AND t7."agency" = $3::text AND EXISTS (
SELECT 1
  FROM case_access t9
 WHERE t9.county = t7.county AND t9.case_id = t7.case_id AND t9.audience = ANY($4::text[]) AND t9.level >= 2 AND (t9.until IS NULL OR t9.until > $5::timestamptz)) ORDER BY t7.id DESC LIMIT $7::int8 + 1) AS t10 LIMIT 101)) AS t10 JOIN "duty" t7 ON t7.county = $1::text AND t7.id = t10.id ORDER BY t7.id DESC LIMIT $7::int8 + 1) AS t7)))::text
-- ["Fact(name='county', cast='text')", "Fact(name='user_id', cast='uuid')", "Fact(name='agency', cast='text')", "Fact(name='audiences', cast='text[]')", "Fact(name='now', cast='timestamptz')", "Value(index=0, cast='int8')", "Value(index=1, cast='int8')"]
