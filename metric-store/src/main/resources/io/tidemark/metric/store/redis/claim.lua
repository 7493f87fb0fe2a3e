-- Enters the partitions of a topic that its ledger does not have yet.
--
-- KEYS  1 ledger, 2 accounting, 3 progress of the topic; 4 catalog
-- ARGV  1 topic, 2 topic id, then for each partition: its number, the offset where it starts
-- Answers {'CLAIMED'}, {'OTHER_TOPIC'} or {'LEDGER_LOST'}; with the last two nothing was changed.

local LEDGER, ACCOUNTING, PROGRESS, CATALOG = KEYS[1], KEYS[2], KEYS[3], KEYS[4]

local names = topics(CATALOG)
local id = read('HGET', LEDGER, 'id')
if not id and redis.call('EXISTS', LEDGER, ACCOUNTING) > 0 then
  return {'LEDGER_LOST'}
end
if id and id ~= ARGV[2] then
  return {'OTHER_TOPIC'}
end
local new = {}
for i = 3, #ARGV, 2 do
  local partition = ARGV[i]
  if not read('HGET', LEDGER, partition) then
    if read('HEXISTS', PROGRESS, partition) == 1 or read('HEXISTS', LEDGER, partition .. ':start') == 1 then
      return {'LEDGER_LOST'}
    end
    new[partition] = ARGV[i + 1]
  end
end

redis.call('HSET', LEDGER, 'id', ARGV[2])
for partition, start in pairs(new) do
  redis.call('HSET', LEDGER, partition, start .. '@-1', partition .. ':start', start)
end
for _, name in ipairs(names) do
  if name == ARGV[1] then
    return {'CLAIMED'}
  end
end
names[#names + 1] = ARGV[1]
redis.call('HSET', CATALOG, 'topics', cjson.encode(names))
return {'CLAIMED'}
