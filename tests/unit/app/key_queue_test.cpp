#include "app/key_queue.h"

#include <vector>

#include <gtest/gtest.h>

namespace parkatlas::app {
namespace {

using Kind = KeyQueue::Kind;

constexpr int ctrl = 341;
constexpr int enter = 257;

KeyQueue queue_of(const std::vector<KeyQueue::Event>& events) {
    KeyQueue queue;
    for (const KeyQueue::Event& event : events) queue.add(event);
    return queue;
}

TEST(KeyQueue, AKeyOfOneMomentGoesDownAndUpInTwoFrames) {
    KeyQueue queue = queue_of({{Kind::press, enter}, {Kind::release, enter}});
    EXPECT_EQ(queue.next(), (std::vector<KeyQueue::Event>{{Kind::press, enter}}));
    EXPECT_FALSE(queue.is_empty());
    EXPECT_EQ(queue.next(), (std::vector<KeyQueue::Event>{{Kind::release, enter}}));
    EXPECT_TRUE(queue.is_empty());
    EXPECT_TRUE(queue.next().empty());
}

TEST(KeyQueue, AllIsSelectedBeforeWhatIsTypedOverIt) {
    KeyQueue queue = queue_of({{Kind::press, ctrl},
                               {Kind::press, 'A'},
                               {Kind::release, 'A'},
                               {Kind::release, ctrl},
                               {Kind::press, '7'},
                               {Kind::character, '7'},
                               {Kind::release, '7'},
                               {Kind::press, enter},
                               {Kind::release, enter}});
    EXPECT_EQ(queue.next(),
              (std::vector<KeyQueue::Event>{{Kind::press, ctrl}, {Kind::press, 'A'}}));
    EXPECT_EQ(queue.next(), (std::vector<KeyQueue::Event>{{Kind::release, 'A'},
                                                          {Kind::release, ctrl},
                                                          {Kind::press, '7'},
                                                          {Kind::character, '7'},
                                                          {Kind::release, '7'},
                                                          {Kind::press, enter}}));
    EXPECT_EQ(queue.next(), (std::vector<KeyQueue::Event>{{Kind::release, enter}}));
}

TEST(KeyQueue, CtrlIsDownInTheFrameThatSeesItsKey) {
    // A hand may lift Ctrl before the A.
    KeyQueue queue = queue_of(
        {{Kind::press, ctrl}, {Kind::press, 'A'}, {Kind::release, ctrl}, {Kind::release, 'A'}});
    EXPECT_EQ(queue.next(),
              (std::vector<KeyQueue::Event>{{Kind::press, ctrl}, {Kind::press, 'A'}}));
    EXPECT_EQ(queue.next(),
              (std::vector<KeyQueue::Event>{{Kind::release, ctrl}, {Kind::release, 'A'}}));
}

TEST(KeyQueue, ShiftThatGoesDownAfterAKeyIsNotHeldWithIt) {
    constexpr int shift = 340;
    constexpr int remove = 261;
    KeyQueue queue = queue_of({{Kind::press, remove}, {Kind::press, shift}});
    EXPECT_EQ(queue.next(), (std::vector<KeyQueue::Event>{{Kind::press, remove}}));
    EXPECT_EQ(queue.next(), (std::vector<KeyQueue::Event>{{Kind::press, shift}}));
}

TEST(KeyQueue, WhatWasTypedIsTakenBeforeCtrlGoesDown) {
    KeyQueue queue = queue_of({{Kind::press, 'x'},
                               {Kind::character, 'x'},
                               {Kind::release, 'x'},
                               {Kind::press, ctrl},
                               {Kind::press, 'A'}});
    EXPECT_EQ(queue.next().size(), 3U);
    EXPECT_EQ(queue.next(),
              (std::vector<KeyQueue::Event>{{Kind::press, ctrl}, {Kind::press, 'A'}}));
}

TEST(KeyQueue, AKeyThatComesUpAndGoesDownAgainIsSeenUp) {
    KeyQueue queue = queue_of({{Kind::press, 'A'}, {Kind::character, 'a'}});
    EXPECT_EQ(queue.next().size(), 2U);
    for (const KeyQueue::Event& event :
         {KeyQueue::Event{Kind::release, 'A'}, {Kind::press, ctrl}, {Kind::press, 'A'}}) {
        queue.add(event);
    }
    EXPECT_EQ(queue.next(),
              (std::vector<KeyQueue::Event>{{Kind::release, 'A'}, {Kind::press, ctrl}}));
    EXPECT_EQ(queue.next(), (std::vector<KeyQueue::Event>{{Kind::press, 'A'}}));
}

TEST(KeyQueue, WordsTypedDuringOneFrameComeInOne) {
    std::vector<KeyQueue::Event> events;
    for (const int letter : {'n', 'b', 's', 'w'}) {
        events.push_back({Kind::press, letter});
        events.push_back({Kind::character, letter});
        events.push_back({Kind::release, letter});
    }
    KeyQueue queue = queue_of(events);
    EXPECT_EQ(queue.next(), events);
}

TEST(KeyQueue, ACharacterAfterAKeyThatTypesNothingWaits) {
    KeyQueue queue = queue_of({{Kind::press, enter}, {Kind::press, 'x'}, {Kind::character, 'x'}});
    EXPECT_EQ(queue.next(),
              (std::vector<KeyQueue::Event>{{Kind::press, enter}, {Kind::press, 'x'}}));
    EXPECT_EQ(queue.next(), (std::vector<KeyQueue::Event>{{Kind::character, 'x'}}));
}

}  // namespace
}  // namespace parkatlas::app
