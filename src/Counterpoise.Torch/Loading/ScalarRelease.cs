using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Counterpoise.Torch;

/// <summary>
/// TorchSharp hands a number to libtorch and frees it as soon as nothing managed refers to it, which may be while libtorch still reads it:
/// "Unknown scalar type" at best, another number at worst. No caller can hold the numbers of <c>tensor * 0.5</c>, so they are freed later:
/// the binding's function that frees one begins with a jump to <see cref="Later"/>, which keeps each until 65,536 more have come.
/// </summary>
/// <remarks>Linux on x64. Where the system lets no code be changed, everything stays as it is.</remarks>
internal static unsafe partial class ScalarRelease
{
    private const string Function = "THSTorch_dispose_scalar";
    private const int Kept = 1 << 16;
    private const int Readable = 1;
    private const int Writable = 2;
    private const int Executable = 4;
    private static readonly nint[] Ring = new nint[Kept];
    private static int _next;

    /// <summary>Puts it in place in a loaded binding.</summary>
    public static void Install(nint binding)
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64
            || !NativeLibrary.TryGetExport(binding, Function, out var function))
        {
            return;
        }

        // movabs rax, address; jmp rax
        Span<byte> jump = [0x48, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xE0];
        Unsafe.WriteUnaligned(ref jump[2], (nint)(delegate* unmanaged<nint, void>)&Later);
        var page = function & ~(Environment.SystemPageSize - 1);
        var length = (nuint)(function + jump.Length - page);
        if (Protect(page, length, Readable | Writable | Executable) == 0)
        {
            jump.CopyTo(new Span<byte>((void*)function, jump.Length));
            _ = Protect(page, length, Readable | Executable);
        }
    }

    /// <summary>Frees the number that has waited longest, and lets this one wait in its place.</summary>
    [UnmanagedCallersOnly]
    private static void Later(nint number)
    {
        if (number != 0)
        {
            var place = (uint)Interlocked.Increment(ref _next) % Kept;
            NativeMemory.Free((void*)Interlocked.Exchange(ref Ring[place], number));
        }
    }

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(nint address, nuint length, int protection);
}
