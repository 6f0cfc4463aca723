using Counterpoise.Torch.Native;

namespace Counterpoise.Torch;

/// <summary>A region of inference mode; regions close in the reverse order, on the thread that opened them.</summary>
public readonly ref struct InferenceRegion
{
    private readonly nint _mode;

    internal InferenceRegion(nint mode) => _mode = mode;

    /// <summary>Leaves the region.</summary>
    public void Dispose() => Shim.cp_inference_end(_mode);
}
