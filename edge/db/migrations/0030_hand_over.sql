-- The staff may say that a student goes on on another device.
alter table control_acts drop constraint control_acts_act_check;
alter table control_acts add constraint control_acts_act_check
	check (act in ('message', 'warning', 'extend', 'pause', 'resume', 'end', 'correction', 'hand_over'));
