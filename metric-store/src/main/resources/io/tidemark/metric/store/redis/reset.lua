-- Removes everything that was folded and puts every ledger back, so that the logs are folded anew. The catalog in force
-- stays, as a new version without a history, by which every offset is ruled.
--
-- KEYS  1 catalog
-- ARGV  1 topic, 2 its id, 3 what every key begins with, 4 what the keys of ledgers begin with;
--       then for each partition of the topic: its number, the offset where it starts
-- Answers {1}. Other topics go back to where they started. Walks over all keys. Error DAMAGED if the catalog or a ledger of
-- another topic is not what it must be; nothing was changed.

local CATALOG = KEYS[1]
local TOPIC, TOPIC_ID, ALL, LEDGERS = ARGV[1], ARGV[2], ARGV[3], ARGV[4]

local version = in_force(CATALOG)
local text = version ~= '0' and (read('HGET', CATALOG, 'text:' .. version) or damaged(CATALOG, 'has no text:' .. version))

-- For each topic the fields and values of its ledger. What stood in the ledger of the topic itself may be lost or broken.
local names, ledgers = all_topics(CATALOG, LEDGERS), {}
if not has_topic(CATALOG, TOPIC) and redis.call('EXISTS', LEDGERS .. TOPIC) == 0 then
  names[#names + 1] = TOPIC
end
local function put(fields, partition, start)
  fields[#fields + 1] = partition
  fields[#fields + 1] = start .. '@-1'
  fields[#fields + 1] = partition .. ':start'
  fields[#fields + 1] = start
end
for _, topic in ipairs(names) do
  local fields = {}
  if topic == TOPIC then
    fields = {'id', TOPIC_ID}
    for i = 5, #ARGV, 2 do
      put(fields, ARGV[i], ARGV[i + 1])
    end
  else
    local key = LEDGERS .. topic
    local ledger = read('HGETALL', key)
    for i = 1, #ledger, 2 do
      local partition = string.match(ledger[i], '^(%d+):start$')
      if partition then
        put(fields, partition, string.match(ledger[i + 1], '^%d+$') or damaged(key, 'holds no start'))
      elseif ledger[i] == 'id' then
        fields[#fields + 1] = 'id'
        fields[#fields + 1] = ledger[i + 1]
      end
    end
  end
  ledgers[topic] = fields
end

-- The first write is not protected: a Redis that cannot write refuses it, and with it everything.
local catalog = {'topics', cjson.encode(names)}
if text then
  local next_version = string.format('%d', tonumber(version) + 1)
  for _, part in ipairs({'version', next_version, 'id', id_of(text), 'first', next_version, 'text:' .. next_version, text,
      'from:' .. next_version, '{}'}) do
    catalog[#catalog + 1] = part
  end
end
redis.call('DEL', CATALOG)
redis.call('HSET', CATALOG, unpack(catalog))
for _, key in ipairs(redis.call('KEYS', ALL .. '*')) do
  if key ~= CATALOG then
    redis.call('UNLINK', key)
  end
end
for topic, fields in pairs(ledgers) do
  for i = 1, #fields, 2 do
    redis.call('HSET', LEDGERS .. topic, fields[i], fields[i + 1])
  end
end
return {1}
