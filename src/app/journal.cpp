#include "app/journal.h"

#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/user_folders.h"
#include "io/project.h"

namespace parkatlas::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view work_ending = ".json";
constexpr std::string_view lock_ending = ".lock";

fs::path named(const fs::path& folder, const std::string& id, std::string_view ending) {
    return folder / (id + std::string{ending});
}

std::string id_of(const fs::path& file) {
    return file.filename().replace_extension().string();
}

// Everything of one window: its work, its lock, what a crash left of a file being written.
void remove_all_of(const fs::path& folder, const std::string& id) {
    std::error_code error;
    std::vector<fs::path> doomed;
    for (fs::directory_iterator at{folder, error}, end; !error && at != end; at.increment(error)) {
        const std::string name = at->path().filename().string();
        if (name.find(id) != std::string::npos) doomed.push_back(at->path());
    }
    for (const fs::path& file : doomed) fs::remove(file, error);
}

}  // namespace

// A lock file and the lock on it.
struct Journal::Lock {
    std::string id;
    int descriptor = -1;

    // Null if somebody else holds it, or it cannot be opened.
    static std::unique_ptr<Lock> take(const fs::path& folder, const std::string& id) {
        const fs::path file = named(folder, id, lock_ending);
        for (int attempt = 0; attempt < 4; ++attempt) {
            const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
            if (descriptor < 0) return nullptr;
            auto lock = std::make_unique<Lock>(Lock{id, descriptor});
            if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) return nullptr;
            // Whoever tidied up may have removed the file between open and lock.
            struct stat ours {};
            struct stat there {};
            if (::fstat(descriptor, &ours) == 0 && ::stat(file.c_str(), &there) == 0 &&
                ours.st_ino == there.st_ino && ours.st_dev == there.st_dev) {
                return lock;
            }
        }
        return nullptr;
    }

    Lock(std::string of, int open) : id{std::move(of)}, descriptor{open} {}
    Lock(Lock&& other) noexcept
        : id{std::move(other.id)}, descriptor{std::exchange(other.descriptor, -1)} {}
    ~Lock() {
        if (descriptor >= 0) ::close(descriptor);
    }
};

std::optional<fs::path> journal_folder() {
    const std::optional<fs::path> folder = state_folder();
    if (!folder) return std::nullopt;
    return *folder / "journal";
}

std::string journal_text(const UnsavedWork& work) {
    nlohmann::ordered_json json;
    json["parkatlas_journal"] = 1;
    json["project"] = work.project.string();
    json["document"] = nlohmann::ordered_json::parse(io::project_json(work.document));
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

std::optional<UnsavedWork> parse_journal(std::string_view text) {
    const auto json = nlohmann::ordered_json::parse(text, nullptr, false);
    if (!json.is_object() || json.value("parkatlas_journal", nlohmann::ordered_json{}) != 1) {
        return std::nullopt;
    }
    const auto project = json.find("project");
    const auto document = json.find("document");
    if (project == json.end() || !project->is_string() || document == json.end()) {
        return std::nullopt;
    }
    Result<Loaded<model::Project>> read = io::parse_project(document->dump(), "journal");
    if (!read) return std::nullopt;
    return UnsavedWork{project->get<std::string>(), std::move(read->value)};
}

Journal::Journal(fs::path folder, std::function<void()> wake)
    : folder_{std::move(folder)}, worker_{std::make_unique<FileWorker>(std::move(wake))} {}

std::unique_ptr<Journal> Journal::begin(const fs::path& folder, std::function<void()> wake) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) return nullptr;
    fs::permissions(folder, fs::perms::owner_all, error);  // others have no business in there
    std::unique_ptr<Journal> journal{new Journal{folder, std::move(wake)}};
    const auto moment = std::chrono::system_clock::now().time_since_epoch().count();
    journal->id_ = fmt::format("window-{}-{}", ::getpid(), moment);
    journal->lock_ = Lock::take(folder, journal->id_);
    return journal->lock_ ? std::move(journal) : nullptr;
}

Journal::~Journal() {
    worker_.reset();  // writes what it was asked for
    if (claimed_ && drop_claimed_ && is_wanted_) remove_all_of(folder_, claimed_->id);
    if (!is_wanted_) remove_all_of(folder_, id_);
}

std::optional<UnsavedWork> Journal::take_left() {
    if (claimed_) return std::nullopt;
    std::error_code error;
    std::vector<fs::path> files;
    for (fs::directory_iterator at{folder_, error}, end; !error && at != end; at.increment(error)) {
        files.push_back(at->path());
    }
    for (const fs::path& file : files) {
        const std::string id = id_of(file);
        if (id == id_ || !(file.extension() == work_ending || file.extension() == lock_ending)) {
            continue;
        }
        std::unique_ptr<Lock> lock = Lock::take(folder_, id);
        if (!lock) continue;  // its window is open
        const fs::path work = named(folder_, id, work_ending);
        if (!fs::exists(work, error)) {
            remove_all_of(folder_, id);  // it had nothing unsaved
            continue;
        }
        std::ifstream stream{work, std::ios::binary};
        const std::string text{std::istreambuf_iterator<char>{stream}, {}};
        std::optional<UnsavedWork> left = parse_journal(text);
        if (!left) continue;
        claimed_ = std::move(lock);
        return left;
    }
    return std::nullopt;
}

void Journal::settle(bool taken_over) {
    if (!claimed_) return;
    if (taken_over) {
        drop_claimed_ = true;
    } else {
        remove_all_of(folder_, claimed_->id);
        claimed_.reset();
    }
}

void Journal::keep(std::uint64_t revision, const UnsavedWork& work) {
    if (is_wanted_ && revision == asked_revision_) return;
    asked_revision_ = revision;
    is_wanted_ = true;
    worker_->ask(
        {named(folder_, id_, work_ending), [work] { return journal_text(work); }, revision});
}

void Journal::clear() {
    poll();
    if (!is_wanted_) return;
    is_wanted_ = false;
    asked_revision_ = 0;
    written_revision_.reset();
    if (!worker_->busy()) {
        std::error_code error;
        fs::remove(named(folder_, id_, work_ending), error);
    }
}

void Journal::poll() {
    while (const std::optional<FileWorker::Done> done = worker_->take()) {
        if (done->result && is_wanted_) written_revision_ = done->tag;
        if (!is_wanted_) {  // it was cleared while this was being written
            std::error_code error;
            fs::remove(named(folder_, id_, work_ending), error);
        } else if (done->result && claimed_ && drop_claimed_) {
            remove_all_of(folder_, claimed_->id);
            claimed_.reset();
            drop_claimed_ = false;
        } else if (!done->result) {
            asked_revision_ = 0;  // another attempt with the next look
        }
    }
}

}  // namespace parkatlas::app
