-- What is known of a topic's log.
--
-- KEYS  1 ledger, 2 progress, 3 accounting of the topic
-- Answers the fields and values of each.

return {read('HGETALL', KEYS[1]), read('HGETALL', KEYS[2]), read('HGETALL', KEYS[3])}
