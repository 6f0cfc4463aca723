using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Counterpoise.Boosting;

/// <summary>One resolver for the imports of both libraries, as an assembly can have but one.</summary>
internal static class NativeLibraries
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "the resolver must stand before the first import, and loads nothing itself")]
    internal static void Register() =>
        NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly,
            (name, _, _) => name == LightGbmLibrary.Name ? LightGbmLibrary.Resolve(name) : XgBoostLibrary.Resolve(name));
}
