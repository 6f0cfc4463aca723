using Counterpoise.Torch.Native;

namespace Counterpoise.Torch;

/// <summary>A region in which this thread records operators or does not; disposing it restores what was before.</summary>
public readonly ref struct GradRegion
{
    private readonly bool _before;

    internal GradRegion(bool recording)
    {
        _before = Shim.cp_grad_mode() != 0;
        Shim.cp_grad_mode_set(recording ? 1 : 0);
    }

    /// <summary>Restores what was before the region.</summary>
    public void Dispose() => Shim.cp_grad_mode_set(_before ? 1 : 0);
}
