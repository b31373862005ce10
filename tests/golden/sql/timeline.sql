-- { case(id: "Case:510522:01920000-0000-7000-8000-000000000001") { timeline(first: 50) { nodes { act changes { field old new } } } } }
SELECT JSON_OBJECT('case' : (
SELECT JSON_OBJECT('timeline' : (
SELECT JSON_OBJECT('nodes' : coalesce(json_agg(JSON_OBJECT('act' : t2."act", 'changes' : (
SELECT coalesce(json_agg(JSON_OBJECT('field' : t4.field, 'old' : t4.old, 'new' : t4.new RETURNING json) ORDER BY t4.ordinal), '[]')
  FROM entry_change t4
 WHERE t4.county = t2.county AND t4.entry_id = t2.id AND ((t2.record_type = 'agency' AND split_part(t4.field, '/', 1) = ANY($5::text[])) OR (t2.record_type = 'case' AND split_part(t4.field, '/', 1) = ANY($6::text[]) AND EXISTS (
SELECT 1
  FROM "case" t5
 WHERE t5.county = t2.county AND t5.id = t2.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t6
 WHERE t6.county = t5.county AND t6.case_id = t5.id AND t6.audience = ANY($3::text[]) AND t6.level >= 1 AND (t6.until IS NULL OR t6.until > $4::timestamptz)))) OR (t2.record_type = 'case' AND split_part(t4.field, '/', 1) = ANY($7::text[]) AND EXISTS (
SELECT 1
  FROM "case" t7
 WHERE t7.county = t2.county AND t7.id = t2.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t8
 WHERE t8.county = t7.county AND t8.case_id = t7.id AND t8.audience = ANY($3::text[]) AND t8.level >= 2 AND (t8.until IS NULL OR t8.until > $4::timestamptz)))) OR (t2.record_type = 'conflict' AND split_part(t4.field, '/', 1) = ANY($8::text[]) AND EXISTS (
SELECT 1
  FROM "conflict" t9
 WHERE t9.county = t2.county AND t9.id = t2.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t10
 WHERE t10.county = t9.county AND t10.case_id = t9.case_id AND t10.audience = ANY($3::text[]) AND t10.level >= 2 AND (t10.until IS NULL OR t10.until > $4::timestamptz)))) OR (t2.record_type = 'division' AND split_part(t4.field, '/', 1) = ANY($9::text[])) OR (t2.record_type = 'docket' AND split_part(t4.field, '/', 1) = ANY($10::text[]) AND EXISTS (
SELECT 1
  FROM "docket" t11
 WHERE t11.county = t2.county AND t11.id = t2.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t12
 WHERE t12.county = t11.county AND t12.case_id = t11.case_id AND t12.audience = ANY($3::text[]) AND t12.level >= 2 AND (t12.until IS NULL OR t12.until > $4::timestamptz)))) OR (t2.record_type = 'document' AND split_part(t4.field, '/', 1) = ANY($11::text[]) AND EXISTS (
SELECT 1
  FROM "document" t13
 WHERE t13.county = t2.county AND t13.id = t2.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t14
 WHERE t14.county = t13.county AND t14.case_id = t13.case_id AND t14.audience = ANY($3::text[]) AND t14.level >= 2 AND (t14.until IS NULL OR t14.until > $4::timestamptz)))) OR (t2.record_type = 'duty' AND split_part(t4.field, '/', 1) = ANY($12::text[]) AND EXISTS (
SELECT 1
  FROM "duty" t15
 WHERE t15.county = t2.county AND t15.id = t2.record_key::uuid AND (t15."agency" = $13::text OR EXISTS (
SELECT 1
  FROM case_access t16
 WHERE t16.county = t15.county AND t16.case_id = t15.case_id AND t16.audience = ANY($3::text[]) AND t16.level >= 2 AND (t16.until IS NULL OR t16.until > $4::timestamptz))))) OR (t2.record_type = 'entry' AND split_part(t4.field, '/', 1) = ANY($14::text[]) AND EXISTS (
SELECT 1
  FROM "entry" t17
 WHERE t17.county = t2.county AND t17.id = t2.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t18
 WHERE t18.county = t17.county AND t18.case_id = t17.case_id AND t18.audience = ANY($3::text[]) AND t18.level >= 2 AND (t18.until IS NULL OR t18.until > $4::timestamptz)))) OR (t2.record_type = 'field_unit' AND split_part(t4.field, '/', 1) = ANY($15::text[])) OR (t2.record_type = 'judicial_relief' AND split_part(t4.field, '/', 1) = ANY($16::text[]) AND EXISTS (
SELECT 1
  FROM "judicial_relief" t19
 WHERE t19.county = t2.county AND t19.id = t2.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t20
 WHERE t20.county = t19.county AND t20.case_id = t19.case_id AND t20.audience = ANY($3::text[]) AND t20.level >= 2 AND (t20.until IS NULL OR t20.until > $4::timestamptz)))) OR (t2.record_type = 'mediation' AND split_part(t4.field, '/', 1) = ANY($17::text[]) AND EXISTS (
SELECT 1
  FROM "mediation" t21
 WHERE t21.county = t2.county AND t21.id = t2.record_key::uuid AND (t21."lead_agency" = $13::text OR t21."unit" = $18::text OR EXISTS (
SELECT 1
  FROM case_access t22
 WHERE t22.county = t21.county AND t22.case_id = t21.case_id AND t22.audience = ANY($3::text[]) AND t22.level >= 2 AND (t22.until IS NULL OR t22.until > $4::timestamptz))))) OR (t2.record_type = 'mediation' AND split_part(t4.field, '/', 1) = ANY($19::text[]) AND EXISTS (
SELECT 1
  FROM "mediation" t23
 WHERE t23.county = t2.county AND t23.id = t2.record_key::uuid AND (t23."lead_agency" = $13::text OR t23."unit" = $18::text))) OR (t2.record_type = 'party' AND split_part(t4.field, '/', 1) = ANY($20::text[]) AND EXISTS (
SELECT 1
  FROM "party" t24
 WHERE t24.county = t2.county AND t24.id = t2.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t25
 WHERE t25.county = t24.county AND t25.case_id = t24.case_id AND t25.audience = ANY($3::text[]) AND t25.level >= 2 AND (t25.until IS NULL OR t25.until > $4::timestamptz)))) OR (t2.record_type = 'party' AND split_part(t4.field, '/', 1) = ANY($21::text[]) AND EXISTS (
SELECT 1
  FROM "party" t26
 WHERE t26.county = t2.county AND t26.id = t2.record_key::uuid AND (((t26."kind" = ANY($22::text[])) IS NOT TRUE) AND EXISTS (
SELECT 1
  FROM case_access t27
 WHERE t27.county = t26.county AND t27.case_id = t26.case_id AND t27.audience = ANY($3::text[]) AND t27.level >= 2 AND (t27.until IS NULL OR t27.until > $4::timestamptz))))) OR (t2.record_type = 'party' AND split_part(t4.field, '/', 1) = ANY($23::text[]) AND EXISTS (
SELECT 1
  FROM "party" t28
 WHERE t28.county = t2.county AND t28.id = t2.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t29
 WHERE t29.county = t28.county AND t29.case_id = t28.case_id AND t29.audience = ANY($3::text[]) AND t29.level >= 3 AND (t29.until IS NULL OR t29.until > $4::timestamptz)))) OR (t2.record_type = 'quarantine' AND split_part(t4.field, '/', 1) = ANY($24::text[]) AND EXISTS (
SELECT 1
  FROM "quarantine" t30
 WHERE t30.county = t2.county AND t30.id = t2.record_key::uuid AND (t30."author" = $25::uuid OR t30."owner_agency" = $13::text))) OR (t2.record_type = 'recommendation' AND split_part(t4.field, '/', 1) = ANY($26::text[]) AND EXISTS (
SELECT 1
  FROM "recommendation" t31
 WHERE t31.county = t2.county AND t31.id = t2.record_key::uuid AND (((t31."state" = ANY($27::text[])) IS NOT TRUE) AND (t31."target_agency" = $13::text OR EXISTS (
SELECT 1
  FROM case_access t32
 WHERE t32.county = t31.county AND t32.case_id = t31.case_id AND t32.audience = ANY($3::text[]) AND t32.level >= 2 AND (t32.until IS NULL OR t32.until > $4::timestamptz)))))) OR (t2.record_type = 'recommendation' AND split_part(t4.field, '/', 1) = ANY($28::text[]) AND EXISTS (
SELECT 1
  FROM "recommendation" t33
 WHERE t33.county = t2.county AND t33.id = t2.record_key::uuid AND (t33."target_agency" = $13::text AND ((t33."state" = ANY($27::text[])) IS NOT TRUE)))) OR (t2.record_type = 'role_assignment' AND split_part(t4.field, '/', 1) = ANY($29::text[])) OR (t2.record_type = 'share' AND split_part(t4.field, '/', 1) = ANY($30::text[]) AND EXISTS (
SELECT 1
  FROM "share" t34
 WHERE t34.county = t2.county AND t34.id = t2.record_key::uuid AND (t34."from_agency" = $13::text OR t34."to_agency" = $13::text OR EXISTS (
SELECT 1
  FROM case_access t35
 WHERE t35.county = t34.county AND t35.case_id = t34.case_id AND t35.audience = ANY($3::text[]) AND t35.level >= 2 AND (t35.until IS NULL OR t35.until > $4::timestamptz))))) OR (t2.record_type = 'social_relief_referral' AND split_part(t4.field, '/', 1) = ANY($31::text[]) AND EXISTS (
SELECT 1
  FROM "social_relief_referral" t36
 WHERE t36.county = t2.county AND t36.id = t2.record_key::uuid AND (t36."receiver" = $13::text OR EXISTS (
SELECT 1
  FROM case_access t37
 WHERE t37.county = t36.county AND t37.case_id = t36.case_id AND t37.audience = ANY($3::text[]) AND t37.level >= 2 AND (t37.until IS NULL OR t37.until > $4::timestamptz))))) OR (t2.record_type = 'social_relief_referral' AND split_part(t4.field, '/', 1) = ANY($32::text[]) AND EXISTS (
SELECT 1
  FROM "social_relief_referral" t38
 WHERE t38.county = t2.county AND t38.id = t2.record_key::uuid AND t38."receiver" = $13::text)) OR (t2.record_type = 'task' AND split_part(t4.field, '/', 1) = ANY($33::text[]) AND EXISTS (
SELECT 1
  FROM "task" t39
 WHERE t39.county = t2.county AND t39.id = t2.record_key::uuid AND (t39."agency" = $13::text OR EXISTS (
SELECT 1
  FROM case_access t40
 WHERE t40.county = t39.county AND t40.case_id = t39.case_id AND t40.audience = ANY($3::text[]) AND t40.level >= 2 AND (t40.until IS NULL OR t40.until > $4::timestamptz))))) OR (t2.record_type = 'user' AND split_part(t4.field, '/', 1) = ANY($34::text[])))) RETURNING json)) FILTER (WHERE t2.rn <= $2::int8), '[]') RETURNING json)
  FROM (
SELECT t2.*, row_number() OVER (ORDER BY t2."position", t2.id) AS rn
  FROM "entry" t2
 WHERE t2.county = t1.county AND t2."case_id" = t1."id" AND EXISTS (
SELECT 1
  FROM case_access t3
 WHERE t3.county = t2.county AND t3.case_id = t2.case_id AND t3.audience = ANY($3::text[]) AND t3.level >= 2 AND (t3.until IS NULL OR t3.until > $4::timestamptz)) ORDER BY t2."position", t2.id LIMIT $2::int8 + 1) AS t2 HAVING TRUE) RETURNING json)
  FROM "case" t1
 WHERE t1.county = $1::text AND (t1."id" = $35::uuid AND t1.county = $36::text) AND EXISTS (
SELECT 1
  FROM case_access t41
 WHERE t41.county = t1.county AND t41.case_id = t1.id AND t41.audience = ANY($3::text[]) AND t41.level >= 1 AND (t41.until IS NULL OR t41.until > $4::timestamptz))) RETURNING json)::text
-- ["Fact(name='county', cast='text')", "Value(index=2, cast='int8')", "Fact(name='audiences', cast='text[]')", "Fact(name='now', cast='timestamptz')", "Fixed(value=('code', 'name', 'short_name', 'branch', 'township', 'version', 'created_at', 'updated_at'), cast='text[]')", "Fixed(value=('id', 'state', 'number', 'title', 'lead_agency', 'unit', 'township', 'opened_on', 'urgency', 'version', 'created_at', 'updated_at'), cast='text[]')", "Fixed(value=('summary',), cast='text[]')", "Fixed(value=('id', 'case_id', 'state', 'record_type', 'record_key', 'path', 'base', 'theirs', 'mine', 'their_actor', 'their_agency', 'my_actor', 'my_agency', 'their_time', 'my_time', 'reviewer_role', 'due_at', 'resolution', 'reason', 'resolver', 'version', 'created_at', 'updated_at'), cast='text[]')", "Fixed(value=('code', 'name', 'level', 'valid_from', 'valid_to', 'version', 'created_at', 'updated_at'), cast='text[]')", "Fixed(value=('id', 'case_id', 'branch', 'agency', 'number', 'number_as_written', 'registered_on', 'cause', 'stage', 'judge', 'hearing_on', 'outcome', 'business', 'measure', 'matter', 'result', 'version', 'created_at', 'updated_at'), cast='text[]')", "Fixed(value=('id', 'case_id', 'title', 'kind', 'digest', 'size', 'media_type', 'document_number', 'author', 'version', 'created_at', 'updated_at'), cast='text[]')", "Fixed(value=('id', 'case_id', 'state', 'code', 'label', 'record_type', 'record_key', 'agency', 'started_at', 'due_at', 'basis', 'verified', 'calendar_version', 'provisional', 'met_at', 'late', 'late_days', 'version', 'created_at', 'updated_at'), cast='text[]')", "Fact(name='agency', cast='text')", "Fixed(value=('id', 'case_id', 'position', 'record_type', 'record_key', 'act', 'move', 'actor', 'agency', 'device', 'occurred_at', 'digest', 'previous_digest', 'payload_digest', 'changes', 'version', 'created_at', 'updated_at'), cast='text[]')", "Fixed(value=('code', 'name', 'short_name', 'agency', 'township', 'version', 'created_at', 'updated_at'), cast='text[]')", "Fixed(value=('id', 'case_id', 'state', 'title', 'sensitivity_level', 'lead_agency', 'unit', 'township', 'handler', 'created_offline', 'alias_number', 'applicant_id_number', 'id_absent_reason', 'phone', 'hukou_township', 'village', 'cause', 'origin_number', 'caused_by_case', 'vulnerable', 'social_relief_reason', 'evidence', 'requested_amount', 'proposed_amount', 'monthly_wage', 'approved_amount', 'upper_approval', 'decision_number', 'bank_account', 'paid_amount', 'payment_voucher', 'referral_kind', 'referral_agency', 'follow_ups', 'duplicate_of', 'reason', 'version', 'created_at', 'updated_at'), cast='text[]')", "Fixed(value=('id', 'case_id', 'state', 'title', 'sensitivity_level', 'lead_agency', 'unit', 'township', 'handler', 'created_offline', 'alias_number', 'kind', 'dispute_type', 'dispute_nature', 'facts', 'demands', 'mediator_names', 'consent_applicant', 'consent_respondent', 'agreement_text', 'agreement_amount', 'performance_method', 'performance_due_on', 'sealed_on', 'effective_on', 'file_number', 'confirmation_number', 'ruling', 'reason', 'performance_note', 'follow_ups', 'photos', 'version', 'created_at', 'updated_at'), cast='text[]')", "Fact(name='unit', cast='text')", "Fixed(value=('sessions', 'signatures'), cast='text[]')", "Fixed(value=('id', 'case_id', 'kind', 'role', 'token', 'id_number', 'id_absent_reason', 'uscc', 'phone', 'version', 'created_at', 'updated_at'), cast='text[]')", "Fixed(value=('name', 'address'), cast='text[]')", "Fixed(value=('MINOR',), cast='text[]')", "Fixed(value=('vulnerable_groups',), cast='text[]')", "Fixed(value=('id', 'case_id', 'state', 'record_type', 'record_key', 'document', 'code', 'explanation', 'author', 'unit', 'device', 'occurred_at', 'owner_agency', 'reason', 'version', 'created_at', 'updated_at'), cast='text[]')", "Fact(name='user_id', cast='uuid')", "Fixed(value=('id', 'case_id', 'state', 'title', 'sensitivity_level', 'lead_agency', 'unit', 'township', 'created_offline', 'alias_number', 'kind', 'reply_rule', 'target_agency', 'document_number', 'served_on', 'reply_number', 'replied_on', 'report_number', 'reported_on', 'urging_number', 'late_reply', 'version', 'created_at', 'updated_at'), cast='text[]')", "Fixed(value=('APPROVED', 'DRAFT'), cast='text[]')", "Fixed(value=('handler', 'facts', 'legal_basis', 'proposals', 'service_way', 'receiver_name', 'objection', 'objection_answer', 'reply', 'evaluation', 'assessment', 'reason'), cast='text[]')", "Fixed(value=('id', 'user_id', 'role', 'valid_from', 'valid_to', 'version', 'created_at', 'updated_at'), cast='text[]')", "Fixed(value=('id', 'case_id', 'state', 'from_agency', 'to_agency', 'to_unit', 'purpose', 'reason', 'expires_at', 'version', 'created_at', 'updated_at'), cast='text[]')", "Fixed(value=('id', 'case_id', 'state', 'title', 'sensitivity_level', 'lead_agency', 'unit', 'township', 'handler', 'created_offline', 'alias_number', 'kind', 'receiver', 'relief_id', 'granted_amount', 'reason', 'feedback', 'version', 'created_at', 'updated_at'), cast='text[]')", "Fixed(value=('need',), cast='text[]')", "Fixed(value=('id', 'case_id', 'state', 'title', 'agency', 'assignee', 'due_at', 'result', 'origin', 'version', 'created_at', 'updated_at'), cast='text[]')", "Fixed(value=('id', 'username', 'name', 'agency', 'unit', 'post', 'active', 'version', 'created_at', 'updated_at'), cast='text[]')", "Value(index=0, cast='uuid')", "Value(index=1, cast='text')"]
