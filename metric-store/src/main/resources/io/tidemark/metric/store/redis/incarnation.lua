-- What tells the content of this store from that of one that was emptied or reset.
--
-- KEYS  1 incarnation
-- ARGV  1 what it is to be, if there is none
-- Answers {what it is}.

redis.call('SET', KEYS[1], ARGV[1], 'NX')
return {read('GET', KEYS[1])}
