-- Everything in the store, of one moment.
--
-- ARGV  1 what every key begins with
-- Answers {seconds, microseconds, then for each key: the key, its type, what it holds (a text; fields and values;
-- members and scores; nothing for another type)}.

local answer = redis.call('TIME')
for _, key in ipairs(redis.call('KEYS', ARGV[1] .. '*')) do
  local kind, content = redis.call('TYPE', key).ok, false
  if kind == 'string' then
    content = redis.call('GET', key)
  elseif kind == 'hash' then
    content = redis.call('HGETALL', key)
  elseif kind == 'zset' then
    content = redis.call('ZRANGE', key, 0, -1, 'WITHSCORES')
  end
  answer[#answer + 1] = key
  answer[#answer + 1] = kind
  answer[#answer + 1] = content
end
return answer
