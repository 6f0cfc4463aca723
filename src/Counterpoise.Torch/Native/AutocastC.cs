using System.Runtime.InteropServices;

namespace Counterpoise.Torch.Native;

/// <summary>
/// libtorch's switches of mixed precision, which its C interface lacks: C++ functions of plain arguments, called by the name that the
/// compiler of the system gives them.
/// </summary>
internal static partial class AutocastC
{
    private const string L = "torch_cpu";

    internal static byte IsEnabled(sbyte device) => OperatingSystem.IsWindows() ? WindowsIsEnabled(device) : UnixIsEnabled(device);

    internal static sbyte GetElement(sbyte device) => OperatingSystem.IsWindows() ? WindowsGetType(device) : UnixGetType(device);

    internal static void SetEnabled(sbyte device, byte enabled)
    {
        if (OperatingSystem.IsWindows())
        {
            WindowsSetEnabled(device, enabled);
        }
        else
        {
            UnixSetEnabled(device, enabled);
        }
    }

    internal static void SetElement(sbyte device, sbyte type)
    {
        if (OperatingSystem.IsWindows())
        {
            WindowsSetType(device, type);
        }
        else
        {
            UnixSetType(device, type);
        }
    }

    internal static void ClearCache()
    {
        if (OperatingSystem.IsWindows())
        {
            WindowsClearCache();
        }
        else
        {
            UnixClearCache();
        }
    }

    [LibraryImport(L, EntryPoint = "_ZN2at8autocast19is_autocast_enabledEN3c1010DeviceTypeE")]
    private static partial byte UnixIsEnabled(sbyte device);

    [LibraryImport(L, EntryPoint = "_ZN2at8autocast18get_autocast_dtypeEN3c1010DeviceTypeE")]
    private static partial sbyte UnixGetType(sbyte device);

    [LibraryImport(L, EntryPoint = "_ZN2at8autocast20set_autocast_enabledEN3c1010DeviceTypeEb")]
    private static partial void UnixSetEnabled(sbyte device, byte enabled);

    [LibraryImport(L, EntryPoint = "_ZN2at8autocast18set_autocast_dtypeEN3c1010DeviceTypeENS1_10ScalarTypeE")]
    private static partial void UnixSetType(sbyte device, sbyte type);

    [LibraryImport(L, EntryPoint = "_ZN2at8autocast11clear_cacheEv")]
    private static partial void UnixClearCache();

    [LibraryImport(L, EntryPoint = "?is_autocast_enabled@autocast@at@@YA_NW4DeviceType@c10@@@Z")]
    private static partial byte WindowsIsEnabled(sbyte device);

    [LibraryImport(L, EntryPoint = "?get_autocast_dtype@autocast@at@@YA?AW4ScalarType@c10@@W4DeviceType@4@@Z")]
    private static partial sbyte WindowsGetType(sbyte device);

    [LibraryImport(L, EntryPoint = "?set_autocast_enabled@autocast@at@@YAXW4DeviceType@c10@@_N@Z")]
    private static partial void WindowsSetEnabled(sbyte device, byte enabled);

    [LibraryImport(L, EntryPoint = "?set_autocast_dtype@autocast@at@@YAXW4DeviceType@c10@@W4ScalarType@4@@Z")]
    private static partial void WindowsSetType(sbyte device, sbyte type);

    [LibraryImport(L, EntryPoint = "?clear_cache@autocast@at@@YAXXZ")]
    private static partial void WindowsClearCache();
}
