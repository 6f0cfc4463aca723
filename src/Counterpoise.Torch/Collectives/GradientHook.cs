using System.Runtime.InteropServices;
using Counterpoise.Torch.Native;

namespace Counterpoise.Torch.Collectives;

/// <summary>Calls back whenever a backward pass has completed a leaf's gradient, on the thread that did.</summary>
internal sealed unsafe class GradientHook : IDisposable
{
    private readonly Action _ready;
    private GCHandle _held;
    private nint _hook;

    public GradientHook(Tensor leaf, Action ready)
    {
        _ready = ready;
        _held = GCHandle.Alloc(this);
        nint hook;
        var failed = Shim.cp_gradient_hook(leaf.Handle, &Run, GCHandle.ToIntPtr(_held), &hook);
        if (failed != 0)
        {
            _held.Free();
        }

        Shim.Check(failed);
        _hook = hook;
    }

    public void Dispose()
    {
        if (_hook != 0)
        {
            Shim.cp_gradient_hook_free(_hook);
            _hook = 0;
            _held.Free();
        }
    }

#pragma warning disable CA1031 // Nothing may be thrown through native frames; the shim reports the failure, the exception follows as its cause.
    [UnmanagedCallersOnly]
    private static int Run(nint context, byte* error, int capacity)
    {
        try
        {
            using var scope = DisposeScope.Begin();
            using var guard = NoGrad.Begin();
            ((GradientHook)GCHandle.FromIntPtr(context).Target!)._ready();
            return 0;
        }
        catch (Exception failure)
        {
            return CallbackFailure.Report(failure, error, capacity);
        }
    }
#pragma warning restore CA1031
}
