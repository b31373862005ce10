-- { case(id: "Case:510522:01920000-0000-7000-8000-000000000001") { timeline(first: 50) { nodes { act changes { field old new } } } } }
SELECT JSON_OBJECT('case' : (
SELECT JSON_OBJECT('timeline' : (
SELECT JSON_OBJECT('nodes' : coalesce(json_agg(JSON_OBJECT('act' : t3."act", 'changes' : (
SELECT coalesce(json_agg(JSON_OBJECT('field' : t4.field, 'old' : t4.old, 'new' : t4.new RETURNING json) ORDER BY t4.ordinal), '[]')
  FROM entry_change t4
 WHERE t4.county = t3.county AND t4.entry_id = t3.id AND ((t3.record_type = 'agency' AND split_part(t4.field, '/', 1) = ANY(ARRAY['code'::text, 'name'::text, 'short_name'::text, 'branch'::text, 'township'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[])) OR (t3.record_type = 'assessment' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'year'::text, 'agency'::text, 'formula'::text, 'received'::text, 'in_time'::text, 'late_days'::text, 'adopted'::text, 'rectified'::text, 'relapsed'::text, 'training_hours'::text, 'hearings'::text, 'head_appeared'::text, 'suits'::text, 'suits_lost'::text, 'procuratorate_mark'::text, 'procuratorate_opinion'::text, 'score_lines'::text, 'score'::text, 'objection'::text, 'objection_outcome'::text, 'objection_document'::text, 'objection_answer'::text, 'order_number'::text, 'snapshot'::text, 'accepted'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "assessment" t5
 WHERE t5.county = t3.county AND t5.id = t3.record_key::uuid AND (t5."state" = ANY(ARRAY['PUBLISHED'::text]::text[]) OR (t5."agency" = $5::text AND ((t5."state" = ANY(ARRAY['DRAFT'::text]::text[])) IS NOT TRUE))))) OR (t3.record_type = 'case' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'state'::text, 'number'::text, 'title'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'opened_on'::text, 'urgency'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "case" t6
 WHERE t6.county = t3.county AND t6.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t7
 WHERE t7.county = t6.county AND t7.case_id = t6.id AND t7.audience = ANY($6::text[]) AND (t7.until IS NULL OR t7.until > $7::timestamptz)))) OR (t3.record_type = 'case' AND split_part(t4.field, '/', 1) = ANY(ARRAY['summary'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "case" t8
 WHERE t8.county = t3.county AND t8.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t9
 WHERE t9.county = t8.county AND t9.case_id = t8.id AND t9.audience = ANY($6::text[]) AND t9.level >= 2 AND (t9.until IS NULL OR t9.until > $7::timestamptz)))) OR (t3.record_type = 'conference' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'year'::text, 'counted_from'::text, 'number'::text, 'planned_on'::text, 'place'::text, 'agenda'::text, 'issues'::text, 'report'::text, 'statistics'::text, 'held_on'::text, 'attendance'::text, 'resolution_title'::text, 'resolution_agency'::text, 'resolution_due_on'::text, 'review'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "conference" t10
 WHERE t10.county = t3.county AND t10.id = t3.record_key::uuid AND ($8::text = ANY(ARRAY['COURT'::text, 'GOVERNMENT'::text, 'PROCURATORATE'::text]::text[]) AND ((t10."state" = ANY(ARRAY['EXPECTED'::text]::text[])) IS NOT TRUE)))) OR (t3.record_type = 'conflict' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'record_type'::text, 'record_key'::text, 'path'::text, 'base'::text, 'theirs'::text, 'mine'::text, 'their_actor'::text, 'their_agency'::text, 'my_actor'::text, 'my_agency'::text, 'their_time'::text, 'my_time'::text, 'reviewer_role'::text, 'due_at'::text, 'resolution'::text, 'reason'::text, 'resolver'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "conflict" t11
 WHERE t11.county = t3.county AND t11.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t12
 WHERE t12.county = t11.county AND t12.case_id = t11.case_id AND t12.audience = ANY($6::text[]) AND t12.level >= 2 AND (t12.until IS NULL OR t12.until > $7::timestamptz)))) OR (t3.record_type = 'consultation' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'topic'::text, 'ground'::text, 'convener'::text, 'number'::text, 'pending_case'::text, 'pending_case_number'::text, 'inquiry_record'::text, 'issues'::text, 'invitees'::text, 'materials'::text, 'pledges'::text, 'held_at'::text, 'place'::text, 'attendance'::text, 'minutes_text'::text, 'signatures'::text, 'task_title'::text, 'task_agency'::text, 'task_due_on'::text, 'report'::text, 'reason'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "consultation" t13
 WHERE t13.county = t3.county AND t13.id = t3.record_key::uuid AND (t13."convener" = $5::text OR t13."lead_agency" = $5::text OR ($8::text = ANY(ARRAY['COURT'::text, 'GOVERNMENT'::text, 'PROCURATORATE'::text]::text[]) AND EXISTS (
SELECT 1
  FROM case_access t14
 WHERE t14.county = t13.county AND t14.case_id = t13.case_id AND t14.audience = ANY($6::text[]) AND t14.level >= 2 AND (t14.until IS NULL OR t14.until > $7::timestamptz)))))) OR (t3.record_type = 'division' AND split_part(t4.field, '/', 1) = ANY(ARRAY['code'::text, 'name'::text, 'level'::text, 'valid_from'::text, 'valid_to'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[])) OR (t3.record_type = 'docket' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'branch'::text, 'agency'::text, 'number'::text, 'number_as_written'::text, 'registered_on'::text, 'cause'::text, 'stage'::text, 'judge'::text, 'hearing_on'::text, 'outcome'::text, 'business'::text, 'measure'::text, 'matter'::text, 'result'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "docket" t15
 WHERE t15.county = t3.county AND t15.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t16
 WHERE t16.county = t15.county AND t16.case_id = t15.case_id AND t16.audience = ANY($6::text[]) AND t16.level >= 2 AND (t16.until IS NULL OR t16.until > $7::timestamptz)))) OR (t3.record_type = 'document' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'title'::text, 'kind'::text, 'digest'::text, 'size'::text, 'media_type'::text, 'document_number'::text, 'author'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "document" t17
 WHERE t17.county = t3.county AND t17.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t18
 WHERE t18.county = t17.county AND t18.case_id = t17.case_id AND t18.audience = ANY($6::text[]) AND t18.level >= 2 AND (t18.until IS NULL OR t18.until > $7::timestamptz)))) OR (t3.record_type = 'duty' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'code'::text, 'label'::text, 'record_type'::text, 'record_key'::text, 'agency'::text, 'started_at'::text, 'due_at'::text, 'basis'::text, 'verified'::text, 'calendar_version'::text, 'provisional'::text, 'met_at'::text, 'late'::text, 'late_days'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "duty" t19
 WHERE t19.county = t3.county AND t19.id = t3.record_key::uuid AND (t19."agency" = $5::text OR EXISTS (
SELECT 1
  FROM case_access t20
 WHERE t20.county = t19.county AND t20.case_id = t19.case_id AND t20.audience = ANY($6::text[]) AND t20.level >= 2 AND (t20.until IS NULL OR t20.until > $7::timestamptz))))) OR (t3.record_type = 'entry' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'position'::text, 'record_type'::text, 'record_key'::text, 'act'::text, 'move'::text, 'actor'::text, 'agency'::text, 'device'::text, 'occurred_at'::text, 'digest'::text, 'previous_digest'::text, 'payload_digest'::text, 'changes'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "entry" t21
 WHERE t21.county = t3.county AND t21.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t22
 WHERE t22.county = t21.county AND t22.case_id = t21.case_id AND t22.audience = ANY($6::text[]) AND t22.level >= 2 AND (t22.until IS NULL OR t22.until > $7::timestamptz)))) OR (t3.record_type = 'field_unit' AND split_part(t4.field, '/', 1) = ANY(ARRAY['code'::text, 'name'::text, 'short_name'::text, 'agency'::text, 'township'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[])) OR (t3.record_type = 'judicial_relief' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'applicant_id_number'::text, 'id_absent_reason'::text, 'phone'::text, 'hukou_township'::text, 'village'::text, 'cause'::text, 'origin_number'::text, 'exclusion'::text, 'minor'::text, 'account_supervisor'::text, 'caused_by_case'::text, 'vulnerable'::text, 'social_relief_reason'::text, 'evidence'::text, 'requested_amount'::text, 'proposed_amount'::text, 'monthly_wage'::text, 'approved_amount'::text, 'upper_approval'::text, 'determinable_compensation'::text, 'months_equivalent'::text, 'notice'::text, 'posted_on'::text, 'recovered_amount'::text, 'decision_number'::text, 'bank_account'::text, 'paid_amount'::text, 'payment_voucher'::text, 'referral_kind'::text, 'referral_agency'::text, 'follow_ups'::text, 'duplicate_of'::text, 'reason'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "judicial_relief" t23
 WHERE t23.county = t3.county AND t23.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t24
 WHERE t24.county = t23.county AND t24.case_id = t23.case_id AND t24.audience = ANY($6::text[]) AND t24.level >= 2 AND (t24.until IS NULL OR t24.until > $7::timestamptz)))) OR (t3.record_type = 'leader_duty' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'year'::text, 'agency'::text, 'leader'::text, 'content'::text, 'assigned_on'::text, 'proof'::text, 'report'::text, 'reason'::text, 'confirmed_on'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "leader_duty" t25
 WHERE t25.county = t3.county AND t25.id = t3.record_key::uuid AND t25."agency" = $5::text)) OR (t3.record_type = 'leading_member' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'group_agency'::text, 'agency'::text, 'member_name'::text, 'post'::text, 'seat'::text, 'valid_from'::text, 'valid_to'::text, 'document_number'::text, 'successor_name'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "leading_member" t26
 WHERE t26.county = t3.county AND t26.id = t3.record_key::uuid AND ($8::text = ANY(ARRAY['COURT'::text, 'GOVERNMENT'::text, 'PROCURATORATE'::text]::text[]) AND ((t26."state" = ANY(ARRAY['NAMED'::text]::text[])) IS NOT TRUE)))) OR (t3.record_type = 'mediation' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'kind'::text, 'dispute_type'::text, 'dispute_nature'::text, 'facts'::text, 'demands'::text, 'mediator_names'::text, 'agents'::text, 'recusal_called'::text, 'danger'::text, 'consent_applicant'::text, 'consent_respondent'::text, 'agreement_text'::text, 'agreement_amount'::text, 'performance_method'::text, 'performance_due_on'::text, 'sealed_on'::text, 'effective_on'::text, 'file_number'::text, 'confirmation_number'::text, 'ruling'::text, 'supplements'::text, 'remedies_told'::text, 'reason'::text, 'performance_note'::text, 'follow_ups'::text, 'photos'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "mediation" t27
 WHERE t27.county = t3.county AND t27.id = t3.record_key::uuid AND (t27."lead_agency" = $5::text OR t27."unit" = $9::text OR EXISTS (
SELECT 1
  FROM case_access t28
 WHERE t28.county = t27.county AND t28.case_id = t27.case_id AND t28.audience = ANY($6::text[]) AND t28.level >= 2 AND (t28.until IS NULL OR t28.until > $7::timestamptz))))) OR (t3.record_type = 'mediation' AND split_part(t4.field, '/', 1) = ANY(ARRAY['sessions'::text, 'signatures'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "mediation" t29
 WHERE t29.county = t3.county AND t29.id = t3.record_key::uuid AND (t29."lead_agency" = $5::text OR t29."unit" = $9::text))) OR (t3.record_type = 'mediation_body' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'created_offline'::text, 'alias_number'::text, 'name'::text, 'kind'::text, 'level'::text, 'host'::text, 'body_unit'::text, 'number'::text, 'scope'::text, 'chief'::text, 'phone'::text, 'place'::text, 'founded_on'::text, 'ended_on'::text, 'load'::text, 'taken'::text, 'agreed'::text, 'counted_at'::text, 'figures'::text, 'reason'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "mediation_body" t30
 WHERE t30.county = t3.county AND t30.id = t3.record_key::uuid AND (t30."host" = $5::text OR ($8::text = ANY(ARRAY['COURT'::text, 'GOVERNMENT'::text, 'PROCURATORATE'::text]::text[]) AND ((t30."state" = ANY(ARRAY['PROPOSED'::text]::text[])) IS NOT TRUE))))) OR (t3.record_type = 'mediation_body' AND split_part(t4.field, '/', 1) = ANY(ARRAY['handler'::text, 'members'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "mediation_body" t31
 WHERE t31.county = t3.county AND t31.id = t3.record_key::uuid AND t31."host" = $5::text)) OR (t3.record_type = 'party' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'kind'::text, 'role'::text, 'token'::text, 'id_number'::text, 'id_absent_reason'::text, 'uscc'::text, 'phone'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "party" t32
 WHERE t32.county = t3.county AND t32.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t33
 WHERE t33.county = t32.county AND t33.case_id = t32.case_id AND t33.audience = ANY($6::text[]) AND t33.level >= 2 AND (t33.until IS NULL OR t33.until > $7::timestamptz)))) OR (t3.record_type = 'party' AND split_part(t4.field, '/', 1) = ANY(ARRAY['name'::text, 'address'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "party" t34
 WHERE t34.county = t3.county AND t34.id = t3.record_key::uuid AND (((t34."kind" = ANY(ARRAY['MINOR'::text]::text[])) IS NOT TRUE) AND EXISTS (
SELECT 1
  FROM case_access t35
 WHERE t35.county = t34.county AND t35.case_id = t34.case_id AND t35.audience = ANY($6::text[]) AND t35.level >= 2 AND (t35.until IS NULL OR t35.until > $7::timestamptz))))) OR (t3.record_type = 'party' AND split_part(t4.field, '/', 1) = ANY(ARRAY['vulnerable_groups'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "party" t36
 WHERE t36.county = t3.county AND t36.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t37
 WHERE t37.county = t36.county AND t37.case_id = t36.case_id AND t37.audience = ANY($6::text[]) AND t37.level >= 3 AND (t37.until IS NULL OR t37.until > $7::timestamptz)))) OR (t3.record_type = 'quarantine' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'record_type'::text, 'record_key'::text, 'document'::text, 'code'::text, 'explanation'::text, 'author'::text, 'unit'::text, 'device'::text, 'occurred_at'::text, 'owner_agency'::text, 'reason'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "quarantine" t38
 WHERE t38.county = t3.county AND t38.id = t3.record_key::uuid AND (t38."author" = $10::uuid OR t38."owner_agency" = $5::text))) OR (t3.record_type = 'recommendation' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'created_offline'::text, 'alias_number'::text, 'kind'::text, 'reply_rule'::text, 'target_agency'::text, 'document_number'::text, 'reply_due_on'::text, 'counted_from'::text, 'served_on'::text, 'reply_number'::text, 'replied_on'::text, 'report_number'::text, 'reported_on'::text, 'amended_on'::text, 'superior_report'::text, 'urging_number'::text, 'late_report'::text, 'late_reply'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "recommendation" t39
 WHERE t39.county = t3.county AND t39.id = t3.record_key::uuid AND (((t39."state" = ANY(ARRAY['APPROVED'::text, 'DRAFT'::text]::text[])) IS NOT TRUE) AND (t39."copied_to" = $5::text OR t39."target_agency" = $5::text OR EXISTS (
SELECT 1
  FROM case_access t40
 WHERE t40.county = t39.county AND t40.case_id = t39.case_id AND t40.audience = ANY($6::text[]) AND t40.level >= 2 AND (t40.until IS NULL OR t40.until > $7::timestamptz)))))) OR (t3.record_type = 'recommendation' AND split_part(t4.field, '/', 1) = ANY(ARRAY['handler'::text, 'facts'::text, 'legal_basis'::text, 'proposals'::text, 'copied_to'::text, 'service_way'::text, 'receiver_name'::text, 'objection'::text, 'objection_answer'::text, 'reply'::text, 'evaluation'::text, 'revisits'::text, 'reason'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "recommendation" t41
 WHERE t41.county = t3.county AND t41.id = t3.record_key::uuid AND (((t41."state" = ANY(ARRAY['APPROVED'::text, 'DRAFT'::text]::text[])) IS NOT TRUE) AND (t41."copied_to" = $5::text OR t41."target_agency" = $5::text)))) OR (t3.record_type = 'recommendation' AND split_part(t4.field, '/', 1) = ANY(ARRAY['assessment'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "recommendation" t42
 WHERE t42.county = t3.county AND t42.id = t3.record_key::uuid AND ((t42."copied_to" = $5::text AND t42."state" = ANY(ARRAY['ASSESSED'::text, 'CLOSED'::text]::text[])) OR (t42."target_agency" = $5::text AND t42."state" = ANY(ARRAY['ASSESSED'::text, 'CLOSED'::text]::text[])) OR ($5::text = ANY(ARRAY['SFJ'::text]::text[]) AND t42."copied_to" = $5::text AND ((t42."state" = ANY(ARRAY['APPROVED'::text, 'DRAFT'::text]::text[])) IS NOT TRUE)) OR ($5::text = ANY(ARRAY['SFJ'::text]::text[]) AND t42."target_agency" = $5::text AND ((t42."state" = ANY(ARRAY['APPROVED'::text, 'DRAFT'::text]::text[])) IS NOT TRUE))))) OR (t3.record_type = 'role_assignment' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'user_id'::text, 'role'::text, 'valid_from'::text, 'valid_to'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[])) OR (t3.record_type = 'rural_lead' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'kind'::text, 'vulnerable'::text, 'content'::text, 'place'::text, 'suspect'::text, 'evidence'::text, 'receiver'::text, 'transfer_number'::text, 'filing_number'::text, 'reason'::text, 'feedback'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "rural_lead" t43
 WHERE t43.county = t3.county AND t43.id = t3.record_key::uuid AND (t43."lead_agency" = $5::text OR t43."unit" = $9::text OR (t43."receiver" = $5::text AND ((t43."state" = ANY(ARRAY['REGISTERED'::text]::text[])) IS NOT TRUE))))) OR (t3.record_type = 'rural_lead' AND split_part(t4.field, '/', 1) = ANY(ARRAY['reporter_name'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "rural_lead" t44
 WHERE t44.county = t3.county AND t44.id = t3.record_key::uuid AND (t44."lead_agency" = $5::text OR t44."unit" = $9::text))) OR (t3.record_type = 'share' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'from_agency'::text, 'to_agency'::text, 'to_unit'::text, 'purpose'::text, 'reason'::text, 'expires_at'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "share" t45
 WHERE t45.county = t3.county AND t45.id = t3.record_key::uuid AND (t45."from_agency" = $5::text OR t45."to_agency" = $5::text OR EXISTS (
SELECT 1
  FROM case_access t46
 WHERE t46.county = t45.county AND t46.case_id = t45.case_id AND t46.audience = ANY($6::text[]) AND t46.level >= 2 AND (t46.until IS NULL OR t46.until > $7::timestamptz))))) OR (t3.record_type = 'social_relief' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'created_offline'::text, 'alias_number'::text, 'phone'::text, 'kind'::text, 'approver'::text, 'notice'::text, 'posted_on'::text, 'approved_amount'::text, 'decided_on'::text, 'decision_number'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "social_relief" t47
 WHERE t47.county = t3.county AND t47.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t48
 WHERE t48.county = t47.county AND t48.case_id = t47.case_id AND t48.audience = ANY($6::text[]) AND t48.level >= 2 AND (t48.until IS NULL OR t48.until > $7::timestamptz)))) OR (t3.record_type = 'social_relief_referral' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'direction'::text, 'kind'::text, 'receiver'::text, 'relief_id'::text, 'social_id'::text, 'granted_amount'::text, 'reason'::text, 'feedback'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "social_relief_referral" t49
 WHERE t49.county = t3.county AND t49.id = t3.record_key::uuid AND (t49."receiver" = $5::text OR EXISTS (
SELECT 1
  FROM case_access t50
 WHERE t50.county = t49.county AND t50.case_id = t49.case_id AND t50.audience = ANY($6::text[]) AND t50.level >= 2 AND (t50.until IS NULL OR t50.until > $7::timestamptz))))) OR (t3.record_type = 'social_relief_referral' AND split_part(t4.field, '/', 1) = ANY(ARRAY['need'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "social_relief_referral" t51
 WHERE t51.county = t3.county AND t51.id = t3.record_key::uuid AND t51."receiver" = $5::text)) OR (t3.record_type = 'task' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'agency'::text, 'assignee'::text, 'due_at'::text, 'result'::text, 'origin'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "task" t52
 WHERE t52.county = t3.county AND t52.id = t3.record_key::uuid AND (t52."agency" = $5::text OR EXISTS (
SELECT 1
  FROM case_access t53
 WHERE t53.county = t52.county AND t53.case_id = t52.case_id AND t53.audience = ANY($6::text[]) AND t53.level >= 2 AND (t53.until IS NULL OR t53.until > $7::timestamptz))))) OR (t3.record_type = 'training' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'year'::text, 'kind'::text, 'topic'::text, 'number'::text, 'plan'::text, 'place'::text, 'trainers'::text, 'audience'::text, 'sessions'::text, 'materials'::text, 'cases'::text, 'answers'::text, 'task_title'::text, 'task_agency'::text, 'task_due_on'::text, 'held_on'::text, 'evaluation'::text, 'reason'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "training" t54
 WHERE t54.county = t3.county AND t54.id = t3.record_key::uuid AND (t54."lead_agency" = $5::text OR t54."unit" = $9::text OR ($8::text = ANY(ARRAY['COURT'::text, 'GOVERNMENT'::text, 'PROCURATORATE'::text]::text[]) AND ((t54."state" = ANY(ARRAY['PLANNED'::text]::text[])) IS NOT TRUE))))) OR (t3.record_type = 'training' AND split_part(t4.field, '/', 1) = ANY(ARRAY['attendance'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "training" t55
 WHERE t55.county = t3.county AND t55.id = t3.record_key::uuid AND (t55."lead_agency" = $5::text OR t55."unit" = $9::text))) OR (t3.record_type = 'user' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'username'::text, 'name'::text, 'agency'::text, 'unit'::text, 'post'::text, 'active'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[])))) RETURNING json)) FILTER (WHERE t3.rn <= $4::int8), '[]') RETURNING json)
  FROM (
SELECT t3.*, row_number() OVER (ORDER BY t3."position", t3.id) AS rn
  FROM (
SELECT *
  FROM ((
SELECT t3.*
  FROM "entry" t3
 WHERE t3.county = t1.county AND t3."case_id" = t1."id" AND t2.level >= 2 ORDER BY t3."position", t3.id LIMIT $4::int8 + 1)) AS t3 LIMIT 101) AS t3 ORDER BY t3."position", t3.id LIMIT $4::int8 + 1) AS t3 HAVING TRUE) RETURNING json)
  FROM "case" t1 CROSS JOIN LATERAL (
SELECT max(r.level) AS level
  FROM case_access r
 WHERE r.county = t1.county AND r.case_id = t1.id AND r.audience = ANY($6::text[]) AND (r.until IS NULL OR r.until > $7::timestamptz)) AS t2
 WHERE t1.county = $1::text AND (t1."id" = $2::uuid AND t1.county = $3::text) AND t2.level >= 1) RETURNING json)::text
-- ["Fact(name='county', cast='text')", "Value(index=0, cast='uuid')", "Value(index=1, cast='text')", "Value(index=2, cast='int8')", "Fact(name='agency', cast='text')", "Fact(name='audiences', cast='text[]')", "Fact(name='now', cast='timestamptz')", "Fact(name='branch', cast='text')", "Fact(name='unit', cast='text')", "Fact(name='user_id', cast='uuid')"]
