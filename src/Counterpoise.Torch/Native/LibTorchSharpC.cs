using System.Runtime.InteropServices;

namespace Counterpoise.Torch.Native;

/// <summary>What TorchSharp 0.107's own native library has and its C# does not show.</summary>
internal static unsafe partial class LibTorchSharpC
{
    /// <summary>A contiguous tensor over memory of ours.</summary>
    /// <param name="data">The first number.</param>
    /// <param name="release">Called with <paramref name="data"/> when the last tensor over the memory is gone, on any thread.</param>
    /// <param name="sizes">The shape.</param>
    /// <param name="dimensions">Number of sizes.</param>
    /// <param name="type">The element type of the memory.</param>
    /// <param name="resultType">The same.</param>
    /// <param name="deviceType">0, the processor.</param>
    /// <param name="device">0.</param>
    /// <param name="requiresGradient">Whether a gradient is recorded.</param>
    /// <returns>The tensor's handle, or 0.</returns>
    [LibraryImport("LibTorchSharp")] internal static partial nint THSTensor_new(void* data, delegate* unmanaged[Cdecl]<void*, void> release,
        long* sizes, int dimensions, sbyte type, sbyte resultType, int deviceType, int device,
        [MarshalAs(UnmanagedType.U1)] bool requiresGradient);
}
