-- { case(id: "Case:510522:01920000-0000-7000-8000-000000000001") { timeline(first: 50) { nodes { act changes { field old new } } } } }
SELECT JSON_OBJECT('case' : (
SELECT JSON_OBJECT('timeline' : (
SELECT JSON_OBJECT('nodes' : coalesce(json_agg(JSON_OBJECT('act' : t3."act", 'changes' : (
SELECT coalesce(json_agg(JSON_OBJECT('field' : t4.field, 'old' : t4.old, 'new' : t4.new RETURNING json) ORDER BY t4.ordinal), '[]')
  FROM entry_change t4
 WHERE t4.county = t3.county AND t4.entry_id = t3.id AND ((t3.record_type = 'agency' AND split_part(t4.field, '/', 1) = ANY(ARRAY['code'::text, 'name'::text, 'short_name'::text, 'branch'::text, 'township'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[])) OR (t3.record_type = 'case' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'state'::text, 'number'::text, 'title'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'opened_on'::text, 'urgency'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "case" t5
 WHERE t5.county = t3.county AND t5.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t6
 WHERE t6.county = t5.county AND t6.case_id = t5.id AND t6.audience = ANY($5::text[]) AND (t6.until IS NULL OR t6.until > $6::timestamptz)))) OR (t3.record_type = 'case' AND split_part(t4.field, '/', 1) = ANY(ARRAY['summary'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "case" t7
 WHERE t7.county = t3.county AND t7.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t8
 WHERE t8.county = t7.county AND t8.case_id = t7.id AND t8.audience = ANY($5::text[]) AND t8.level >= 2 AND (t8.until IS NULL OR t8.until > $6::timestamptz)))) OR (t3.record_type = 'compensation' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'holder'::text, 'designated'::text, 'designation_number'::text, 'transfer_id'::text, 'medium'::text, 'incident_on'::text, 'location'::text, 'boundary'::text, 'obligor_name'::text, 'obligor_id_number'::text, 'obligor_uscc'::text, 'clue'::text, 'damages'::text, 'opinions'::text, 'assessed_amount'::text, 'notice_number'::text, 'notice_date'::text, 'notice_receiver'::text, 'agreement'::text, 'agreement_digest'::text, 'agreement_amount'::text, 'performance_way'::text, 'performance_due_on'::text, 'deposit'::text, 'confirmation_number'::text, 'announcement_on'::text, 'announcement_place'::text, 'ruling'::text, 'lawsuit_number'::text, 'judgment_number'::text, 'payments'::text, 'evaluation'::text, 'reason'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "compensation" t9
 WHERE t9.county = t3.county AND t9.id = t3.record_key::uuid AND (t9."designated" = $7::text OR t9."lead_agency" = $7::text))) OR (t3.record_type = 'compensation' AND split_part(t4.field, '/', 1) = ANY(ARRAY['screening_report'::text, 'rounds'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "compensation" t10
 WHERE t10.county = t3.county AND t10.id = t3.record_key::uuid AND t10."designated" = $7::text)) OR (t3.record_type = 'conflict' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'record_type'::text, 'record_key'::text, 'path'::text, 'base'::text, 'theirs'::text, 'mine'::text, 'their_actor'::text, 'their_agency'::text, 'my_actor'::text, 'my_agency'::text, 'their_time'::text, 'my_time'::text, 'reviewer_role'::text, 'due_at'::text, 'resolution'::text, 'reason'::text, 'resolver'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "conflict" t11
 WHERE t11.county = t3.county AND t11.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t12
 WHERE t12.county = t11.county AND t12.case_id = t11.case_id AND t12.audience = ANY($5::text[]) AND t12.level >= 2 AND (t12.until IS NULL OR t12.until > $6::timestamptz)))) OR (t3.record_type = 'consultation' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'topic'::text, 'ground'::text, 'convener'::text, 'number'::text, 'pending_case'::text, 'pending_case_number'::text, 'inquiry_record'::text, 'issues'::text, 'invitees'::text, 'materials'::text, 'pledges'::text, 'held_at'::text, 'place'::text, 'attendance'::text, 'minutes_text'::text, 'signatures'::text, 'task_title'::text, 'task_agency'::text, 'task_due_on'::text, 'report'::text, 'reason'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "consultation" t13
 WHERE t13.county = t3.county AND t13.id = t3.record_key::uuid AND (t13."convener" = $7::text OR t13."lead_agency" = $7::text OR ($8::text = ANY(ARRAY['COURT'::text, 'GOVERNMENT'::text, 'PROCURATORATE'::text]::text[]) AND EXISTS (
SELECT 1
  FROM case_access t14
 WHERE t14.county = t13.county AND t14.case_id = t13.case_id AND t14.audience = ANY($5::text[]) AND t14.level >= 2 AND (t14.until IS NULL OR t14.until > $6::timestamptz)))))) OR (t3.record_type = 'division' AND split_part(t4.field, '/', 1) = ANY(ARRAY['code'::text, 'name'::text, 'level'::text, 'valid_from'::text, 'valid_to'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[])) OR (t3.record_type = 'docket' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'branch'::text, 'agency'::text, 'number'::text, 'number_as_written'::text, 'registered_on'::text, 'cause'::text, 'stage'::text, 'judge'::text, 'hearing_on'::text, 'outcome'::text, 'business'::text, 'measure'::text, 'matter'::text, 'result'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "docket" t15
 WHERE t15.county = t3.county AND t15.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t16
 WHERE t16.county = t15.county AND t16.case_id = t15.case_id AND t16.audience = ANY($5::text[]) AND t16.level >= 2 AND (t16.until IS NULL OR t16.until > $6::timestamptz)))) OR (t3.record_type = 'document' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'title'::text, 'kind'::text, 'digest'::text, 'size'::text, 'media_type'::text, 'document_number'::text, 'author'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "document" t17
 WHERE t17.county = t3.county AND t17.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t18
 WHERE t18.county = t17.county AND t18.case_id = t17.case_id AND t18.audience = ANY($5::text[]) AND t18.level >= 2 AND (t18.until IS NULL OR t18.until > $6::timestamptz)))) OR (t3.record_type = 'duty' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'code'::text, 'label'::text, 'record_type'::text, 'record_key'::text, 'agency'::text, 'started_at'::text, 'due_at'::text, 'basis'::text, 'verified'::text, 'calendar_version'::text, 'provisional'::text, 'met_at'::text, 'late'::text, 'late_days'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "duty" t19
 WHERE t19.county = t3.county AND t19.id = t3.record_key::uuid AND (t19."agency" = $7::text OR EXISTS (
SELECT 1
  FROM case_access t20
 WHERE t20.county = t19.county AND t20.case_id = t19.case_id AND t20.audience = ANY($5::text[]) AND t20.level >= 2 AND (t20.until IS NULL OR t20.until > $6::timestamptz))))) OR (t3.record_type = 'entry' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'position'::text, 'record_type'::text, 'record_key'::text, 'act'::text, 'move'::text, 'actor'::text, 'agency'::text, 'device'::text, 'occurred_at'::text, 'digest'::text, 'previous_digest'::text, 'payload_digest'::text, 'changes'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "entry" t21
 WHERE t21.county = t3.county AND t21.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t22
 WHERE t22.county = t21.county AND t22.case_id = t21.case_id AND t22.audience = ANY($5::text[]) AND t22.level >= 2 AND (t22.until IS NULL OR t22.until > $6::timestamptz)))) OR (t3.record_type = 'environment_coordination' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'kind'::text, 'counterpart'::text, 'matter'::text, 'legal_basis'::text, 'due_on'::text, 'joint_actions'::text, 'answer'::text, 'dissent'::text, 'replied_on'::text, 'reopen_count'::text, 'decision'::text, 'decision_number'::text, 'assigned_agency'::text, 'reason'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "environment_coordination" t23
 WHERE t23.county = t3.county AND t23.id = t3.record_key::uuid AND (t23."counterpart" = $7::text OR t23."lead_agency" = $7::text))) OR (t3.record_type = 'field_unit' AND split_part(t4.field, '/', 1) = ANY(ARRAY['code'::text, 'name'::text, 'short_name'::text, 'agency'::text, 'township'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[])) OR (t3.record_type = 'judicial_relief' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'applicant_id_number'::text, 'id_absent_reason'::text, 'phone'::text, 'hukou_township'::text, 'village'::text, 'cause'::text, 'origin_number'::text, 'caused_by_case'::text, 'vulnerable'::text, 'social_relief_reason'::text, 'evidence'::text, 'requested_amount'::text, 'proposed_amount'::text, 'monthly_wage'::text, 'approved_amount'::text, 'upper_approval'::text, 'decision_number'::text, 'bank_account'::text, 'paid_amount'::text, 'payment_voucher'::text, 'referral_kind'::text, 'referral_agency'::text, 'follow_ups'::text, 'duplicate_of'::text, 'reason'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "judicial_relief" t24
 WHERE t24.county = t3.county AND t24.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t25
 WHERE t25.county = t24.county AND t25.case_id = t24.case_id AND t25.audience = ANY($5::text[]) AND t25.level >= 2 AND (t25.until IS NULL OR t25.until > $6::timestamptz)))) OR (t3.record_type = 'mediation' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'kind'::text, 'dispute_type'::text, 'dispute_nature'::text, 'facts'::text, 'demands'::text, 'mediator_names'::text, 'consent_applicant'::text, 'consent_respondent'::text, 'agreement_text'::text, 'agreement_amount'::text, 'performance_method'::text, 'performance_due_on'::text, 'sealed_on'::text, 'effective_on'::text, 'file_number'::text, 'confirmation_number'::text, 'ruling'::text, 'reason'::text, 'performance_note'::text, 'follow_ups'::text, 'photos'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "mediation" t26
 WHERE t26.county = t3.county AND t26.id = t3.record_key::uuid AND (t26."lead_agency" = $7::text OR t26."unit" = $9::text OR EXISTS (
SELECT 1
  FROM case_access t27
 WHERE t27.county = t26.county AND t27.case_id = t26.case_id AND t27.audience = ANY($5::text[]) AND t27.level >= 2 AND (t27.until IS NULL OR t27.until > $6::timestamptz))))) OR (t3.record_type = 'mediation' AND split_part(t4.field, '/', 1) = ANY(ARRAY['sessions'::text, 'signatures'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "mediation" t28
 WHERE t28.county = t3.county AND t28.id = t3.record_key::uuid AND (t28."lead_agency" = $7::text OR t28."unit" = $9::text))) OR (t3.record_type = 'party' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'kind'::text, 'role'::text, 'token'::text, 'id_number'::text, 'id_absent_reason'::text, 'uscc'::text, 'phone'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "party" t29
 WHERE t29.county = t3.county AND t29.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t30
 WHERE t30.county = t29.county AND t30.case_id = t29.case_id AND t30.audience = ANY($5::text[]) AND t30.level >= 2 AND (t30.until IS NULL OR t30.until > $6::timestamptz)))) OR (t3.record_type = 'party' AND split_part(t4.field, '/', 1) = ANY(ARRAY['name'::text, 'address'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "party" t31
 WHERE t31.county = t3.county AND t31.id = t3.record_key::uuid AND (((t31."kind" = ANY(ARRAY['MINOR'::text]::text[])) IS NOT TRUE) AND EXISTS (
SELECT 1
  FROM case_access t32
 WHERE t32.county = t31.county AND t32.case_id = t31.case_id AND t32.audience = ANY($5::text[]) AND t32.level >= 2 AND (t32.until IS NULL OR t32.until > $6::timestamptz))))) OR (t3.record_type = 'party' AND split_part(t4.field, '/', 1) = ANY(ARRAY['vulnerable_groups'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "party" t33
 WHERE t33.county = t3.county AND t33.id = t3.record_key::uuid AND EXISTS (
SELECT 1
  FROM case_access t34
 WHERE t34.county = t33.county AND t34.case_id = t33.case_id AND t34.audience = ANY($5::text[]) AND t34.level >= 3 AND (t34.until IS NULL OR t34.until > $6::timestamptz)))) OR (t3.record_type = 'quarantine' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'record_type'::text, 'record_key'::text, 'document'::text, 'code'::text, 'explanation'::text, 'author'::text, 'unit'::text, 'device'::text, 'occurred_at'::text, 'owner_agency'::text, 'reason'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "quarantine" t35
 WHERE t35.county = t3.county AND t35.id = t3.record_key::uuid AND (t35."author" = $10::uuid OR t35."owner_agency" = $7::text))) OR (t3.record_type = 'recommendation' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'created_offline'::text, 'alias_number'::text, 'kind'::text, 'reply_rule'::text, 'target_agency'::text, 'document_number'::text, 'served_on'::text, 'reply_number'::text, 'replied_on'::text, 'report_number'::text, 'reported_on'::text, 'urging_number'::text, 'late_reply'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "recommendation" t36
 WHERE t36.county = t3.county AND t36.id = t3.record_key::uuid AND (((t36."state" = ANY(ARRAY['APPROVED'::text, 'DRAFT'::text]::text[])) IS NOT TRUE) AND (t36."target_agency" = $7::text OR EXISTS (
SELECT 1
  FROM case_access t37
 WHERE t37.county = t36.county AND t37.case_id = t36.case_id AND t37.audience = ANY($5::text[]) AND t37.level >= 2 AND (t37.until IS NULL OR t37.until > $6::timestamptz)))))) OR (t3.record_type = 'recommendation' AND split_part(t4.field, '/', 1) = ANY(ARRAY['handler'::text, 'facts'::text, 'legal_basis'::text, 'proposals'::text, 'service_way'::text, 'receiver_name'::text, 'objection'::text, 'objection_answer'::text, 'reply'::text, 'evaluation'::text, 'assessment'::text, 'reason'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "recommendation" t38
 WHERE t38.county = t3.county AND t38.id = t3.record_key::uuid AND (t38."target_agency" = $7::text AND ((t38."state" = ANY(ARRAY['APPROVED'::text, 'DRAFT'::text]::text[])) IS NOT TRUE)))) OR (t3.record_type = 'restoration' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'compensation_id'::text, 'reverse_transfer_id'::text, 'way'::text, 'measures'::text, 'area'::text, 'plan'::text, 'plan_digest'::text, 'targets'::text, 'budget'::text, 'due_on'::text, 'plan_opinion'::text, 'approved_on'::text, 'progress'::text, 'self_check'::text, 'third_party'::text, 'third_party_report'::text, 'third_party_result'::text, 'observations'::text, 'signatures'::text, 'acceptance_opinion'::text, 'accepted_on'::text, 'rework_count'::text, 'reworks'::text, 'maintenance_until'::text, 'reason'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "restoration" t39
 WHERE t39.county = t3.county AND t39.id = t3.record_key::uuid AND (t39."lead_agency" = $7::text OR ($8::text = ANY(ARRAY['COURT'::text, 'GOVERNMENT'::text, 'PROCURATORATE'::text]::text[]) AND EXISTS (
SELECT 1
  FROM case_access t40
 WHERE t40.county = t39.county AND t40.case_id = t39.case_id AND t40.audience = ANY($5::text[]) AND t40.level >= 2 AND (t40.until IS NULL OR t40.until > $6::timestamptz)))))) OR (t3.record_type = 'restoration' AND split_part(t4.field, '/', 1) = ANY(ARRAY['obligor_name'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "restoration" t41
 WHERE t41.county = t3.county AND t41.id = t3.record_key::uuid AND t41."lead_agency" = $7::text)) OR (t3.record_type = 'reverse_transfer' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'transfer_id'::text, 'target_agency'::text, 'respondent_name'::text, 'non_prosecution_number'::text, 'non_prosecution_kind'::text, 'facts'::text, 'penalty_opinion'::text, 'document_number'::text, 'served_date'::text, 'receiver_name'::text, 'penalty_number'::text, 'penalty_terms'::text, 'fine_amount'::text, 'restoration_ordered'::text, 'reply_number'::text, 'reply'::text, 'reported_back_on'::text, 'late_report_back'::text, 'superior_notice_number'::text, 'reason'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "reverse_transfer" t42
 WHERE t42.county = t3.county AND t42.id = t3.record_key::uuid AND (t42."target_agency" = $7::text AND ((t42."state" = ANY(ARRAY['ISSUED'::text, 'NO_OPINION'::text, 'PROPOSED'::text, 'REVIEWING'::text]::text[])) IS NOT TRUE)))) OR (t3.record_type = 'role_assignment' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'user_id'::text, 'role'::text, 'valid_from'::text, 'valid_to'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[])) OR (t3.record_type = 'share' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'from_agency'::text, 'to_agency'::text, 'to_unit'::text, 'purpose'::text, 'reason'::text, 'expires_at'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "share" t43
 WHERE t43.county = t3.county AND t43.id = t3.record_key::uuid AND (t43."from_agency" = $7::text OR t43."to_agency" = $7::text OR EXISTS (
SELECT 1
  FROM case_access t44
 WHERE t44.county = t43.county AND t44.case_id = t43.case_id AND t44.audience = ANY($5::text[]) AND t44.level >= 2 AND (t44.until IS NULL OR t44.until > $6::timestamptz))))) OR (t3.record_type = 'social_relief_referral' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'kind'::text, 'receiver'::text, 'relief_id'::text, 'granted_amount'::text, 'reason'::text, 'feedback'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "social_relief_referral" t45
 WHERE t45.county = t3.county AND t45.id = t3.record_key::uuid AND (t45."receiver" = $7::text OR EXISTS (
SELECT 1
  FROM case_access t46
 WHERE t46.county = t45.county AND t46.case_id = t45.case_id AND t46.audience = ANY($5::text[]) AND t46.level >= 2 AND (t46.until IS NULL OR t46.until > $6::timestamptz))))) OR (t3.record_type = 'social_relief_referral' AND split_part(t4.field, '/', 1) = ANY(ARRAY['need'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "social_relief_referral" t47
 WHERE t47.county = t3.county AND t47.id = t3.record_key::uuid AND t47."receiver" = $7::text)) OR (t3.record_type = 'task' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'agency'::text, 'assignee'::text, 'due_at'::text, 'result'::text, 'origin'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "task" t48
 WHERE t48.county = t3.county AND t48.id = t3.record_key::uuid AND (t48."agency" = $7::text OR EXISTS (
SELECT 1
  FROM case_access t49
 WHERE t49.county = t48.county AND t49.case_id = t48.case_id AND t49.audience = ANY($5::text[]) AND t49.level >= 2 AND (t49.until IS NULL OR t49.until > $6::timestamptz))))) OR (t3.record_type = 'transfer' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'case_id'::text, 'state'::text, 'title'::text, 'sensitivity_level'::text, 'lead_agency'::text, 'unit'::text, 'township'::text, 'handler'::text, 'created_offline'::text, 'alias_number'::text, 'offence'::text, 'charge'::text, 'suspect_name'::text, 'suspect_id_number'::text, 'suspect_uscc'::text, 'happened_on'::text, 'place'::text, 'closed'::text, 'facts'::text, 'quantity'::text, 'value'::text, 'valuation_number'::text, 'threshold_basis'::text, 'investigators'::text, 'evidence'::text, 'report'::text, 'approver_capacity'::text, 'approval_opinion'::text, 'approved_on'::text, 'transfer_number'::text, 'attachments'::text, 'appraisal_absent_reason'::text, 'receiver'::text, 'transferred_on'::text, 'receipt_number'::text, 'receipt_signed_by'::text, 'forwarded_to'::text, 'filing_term'::text, 'filing_number'::text, 'notice_number'::text, 'notice_reason'::text, 'notice_served_on'::text, 'filing_served_on'::text, 'reconsideration_reason'::text, 'reconsideration_number'::text, 'reconsideration_served_on'::text, 'supervision_reason'::text, 'supervision_number'::text, 'explanation'::text, 'filing_order_number'::text, 'evidence_advice'::text, 'handover_list'::text, 'handed_over_on'::text, 'penalty_number'::text, 'fine_paid'::text, 'indictment_number'::text, 'non_prosecution_number'::text, 'non_prosecution_kind'::text, 'penalty_needed'::text, 'competent_agency'::text, 'judgment_number'::text, 'criminal_fine'::text, 'fine_offset'::text, 'reason'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[]) AND EXISTS (
SELECT 1
  FROM "transfer" t50
 WHERE t50.county = t3.county AND t50.id = t3.record_key::uuid AND t50."lead_agency" = $7::text)) OR (t3.record_type = 'user' AND split_part(t4.field, '/', 1) = ANY(ARRAY['id'::text, 'username'::text, 'name'::text, 'agency'::text, 'unit'::text, 'post'::text, 'active'::text, 'version'::text, 'created_at'::text, 'updated_at'::text]::text[])))) RETURNING json)) FILTER (WHERE t3.rn <= $4::int8), '[]') RETURNING json)
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
 WHERE r.county = t1.county AND r.case_id = t1.id AND r.audience = ANY($5::text[]) AND (r.until IS NULL OR r.until > $6::timestamptz)) AS t2
 WHERE t1.county = $1::text AND (t1."id" = $2::uuid AND t1.county = $3::text) AND t2.level >= 1) RETURNING json)::text
-- ["Fact(name='county', cast='text')", "Value(index=0, cast='uuid')", "Value(index=1, cast='text')", "Value(index=2, cast='int8')", "Fact(name='audiences', cast='text[]')", "Fact(name='now', cast='timestamptz')", "Fact(name='agency', cast='text')", "Fact(name='branch', cast='text')", "Fact(name='unit', cast='text')", "Fact(name='user_id', cast='uuid')"]
