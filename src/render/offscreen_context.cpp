#include "render/offscreen_context.h"

#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include <epoxy/egl.h>
#include <epoxy/gl.h>
#include <fmt/format.h>

#include "base/messages_errors.h"
#include "render/drawing_turn.h"

namespace parkatlas::render {

namespace {

constexpr EGLint context_attributes[] = {EGL_CONTEXT_MAJOR_VERSION,
                                         3,
                                         EGL_CONTEXT_MINOR_VERSION,
                                         3,
                                         EGL_CONTEXT_OPENGL_PROFILE_MASK,
                                         EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                                         EGL_NONE};

/// What EGL calls its last error.
std::string egl_error() {
    const EGLint code = eglGetError();
    switch (code) {
        case EGL_SUCCESS:
            return "no such thing here";
        case EGL_NOT_INITIALIZED:
            return "not initialized";
        case EGL_BAD_ACCESS:
            return "bad access";
        case EGL_BAD_ALLOC:
            return "out of memory";
        case EGL_BAD_ATTRIBUTE:
            return "bad attribute";
        case EGL_BAD_CONFIG:
            return "bad configuration";
        case EGL_BAD_DISPLAY:
            return "bad display";
        case EGL_BAD_MATCH:
            return "bad match";
        case EGL_BAD_PARAMETER:
            return "bad parameter";
        default:
            return fmt::format("EGL error 0x{:04x}", static_cast<unsigned>(code));
    }
}

std::string gl_text(GLenum name) {
    const GLubyte* text = glGetString(name);
    return text == nullptr ? std::string{} : reinterpret_cast<const char*>(text);
}

}  // namespace

struct OffscreenContext::Impl {
    EGLDisplay display = EGL_NO_DISPLAY;
    EGLSurface surface = EGL_NO_SURFACE;
    EGLContext context = EGL_NO_CONTEXT;
    bool needs_turn = true;

    Impl() = default;
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    ~Impl() {
        if (display == EGL_NO_DISPLAY) return;
        const DrawingTurn turn;
        if (context != EGL_NO_CONTEXT) {
            if (eglGetCurrentContext() == context) {
                eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
            }
            eglDestroyContext(display, context);
        }
        if (surface != EGL_NO_SURFACE) eglDestroySurface(display, surface);
        // The display is not terminated: EGL shares it among all who asked for the same one.
    }

    /// Makes a context on a display and leaves it current; the reason if that cannot be.
    std::string start(EGLDisplay on) {
        if (on == EGL_NO_DISPLAY) return egl_error();
        EGLint major = 0;
        EGLint minor = 0;
        if (eglInitialize(on, &major, &minor) == EGL_FALSE) return egl_error();
        if (eglBindAPI(EGL_OPENGL_API) == EGL_FALSE) return "EGL without OpenGL: " + egl_error();
        const bool surfaceless = epoxy_has_egl_extension(on, "EGL_KHR_surfaceless_context");
        const EGLint config_attributes[] = {EGL_SURFACE_TYPE, surfaceless ? 0 : EGL_PBUFFER_BIT,
                                            EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT, EGL_NONE};
        EGLConfig config = nullptr;
        EGLint count = 0;
        if (eglChooseConfig(on, config_attributes, &config, 1, &count) == EGL_FALSE || count == 0) {
            return "no suitable configuration";
        }
        const EGLContext made = eglCreateContext(on, config, EGL_NO_CONTEXT, context_attributes);
        if (made == EGL_NO_CONTEXT) return "no OpenGL 3.3 core context: " + egl_error();
        display = on;
        context = made;
        if (!surfaceless) {
            const EGLint size[] = {EGL_WIDTH, 16, EGL_HEIGHT, 16, EGL_NONE};
            surface = eglCreatePbufferSurface(on, config, size);
        }
        if (eglMakeCurrent(on, surface, surface, made) == EGL_FALSE) {
            std::string reason = said(msg::errors_cannot_make_context_current, egl_error());
            eglDestroyContext(on, made);
            if (surface != EGL_NO_SURFACE) eglDestroySurface(on, surface);
            display = EGL_NO_DISPLAY;
            context = EGL_NO_CONTEXT;
            surface = EGL_NO_SURFACE;
            return reason;
        }
        return {};
    }

    std::string start_surfaceless() {
        if (!epoxy_has_egl_extension(EGL_NO_DISPLAY, "EGL_MESA_platform_surfaceless")) {
            return "not offered by this EGL";
        }
        return start(
            eglGetPlatformDisplayEXT(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr));
    }

    std::string start_on_device() {
        if (!epoxy_has_egl_extension(EGL_NO_DISPLAY, "EGL_EXT_platform_device") ||
            !epoxy_has_egl_extension(EGL_NO_DISPLAY, "EGL_EXT_device_enumeration")) {
            return "not offered by this EGL";
        }
        std::array<EGLDeviceEXT, 16> devices{};
        EGLint count = 0;
        if (eglQueryDevicesEXT(static_cast<EGLint>(devices.size()), devices.data(), &count) ==
            EGL_FALSE) {
            return egl_error();
        }
        std::string reasons = count == 0 ? "no device" : "";
        for (EGLint i = 0; i < count; ++i) {
            const std::string reason = start(eglGetPlatformDisplayEXT(
                EGL_PLATFORM_DEVICE_EXT, devices[static_cast<std::size_t>(i)], nullptr));
            if (reason.empty()) return {};
            reasons += fmt::format("{}device {}: {}", i == 0 ? "" : ", ", i, reason);
        }
        return reasons;
    }

    std::string start_on_default_display() { return start(eglGetDisplay(EGL_DEFAULT_DISPLAY)); }
};

OffscreenContext::OffscreenContext(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
OffscreenContext::OffscreenContext(OffscreenContext&&) noexcept = default;
OffscreenContext& OffscreenContext::operator=(OffscreenContext&&) noexcept = default;
OffscreenContext::~OffscreenContext() = default;

Result<OffscreenContext> OffscreenContext::create() {
    const DrawingTurn turn;
    // Surfaceless first: it needs neither a display server nor access to a device file.
    using Start = std::string (Impl::*)();
    constexpr std::pair<std::string_view, Start> ways[] = {
        {"EGL surfaceless", &Impl::start_surfaceless},
        {"EGL device", &Impl::start_on_device},
        {"EGL default display", &Impl::start_on_default_display}};
    auto impl = std::make_unique<Impl>();
    std::string tried;
    for (const auto& [name, start] : ways) {
        const std::string reason = (impl.get()->*start)();
        if (reason.empty()) return OffscreenContext{std::move(impl)};
        tried += fmt::format("{}{} ({})", tried.empty() ? "" : "; ", name, reason);
    }
    return fail(ErrorCode::graphics_unavailable, "OpenGL", said(msg::errors_no_opengl_3_3, tried),
                said(msg::errors_install_libegl_mesa0_libgl1));
}

Result<OffscreenContext> OffscreenContext::create_apart() {
    auto impl = std::make_unique<Impl>();
    if (!impl->start_on_device().empty()) return create();
    impl->needs_turn = false;
    return OffscreenContext{std::move(impl)};
}

bool OffscreenContext::needs_turn() const {
    return impl_->needs_turn;
}

void OffscreenContext::release() const {
    const DrawingTurn turn;
    eglMakeCurrent(impl_->display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
}

Result<void> OffscreenContext::make_current() const {
    const DrawingTurn turn;
    // The API is a state of the thread.
    if (eglBindAPI(EGL_OPENGL_API) == EGL_FALSE ||
        eglMakeCurrent(impl_->display, impl_->surface, impl_->surface, impl_->context) ==
            EGL_FALSE) {
        return fail(ErrorCode::graphics_unavailable, "OpenGL",
                    said(msg::errors_cannot_make_context_current, egl_error()));
    }
    return {};
}

std::string OffscreenContext::description() const {
    const std::string version = gl_text(GL_VERSION);
    return fmt::format("{}, OpenGL {}", gl_text(GL_RENDERER), version.substr(0, version.find(' ')));
}

}  // namespace parkatlas::render
