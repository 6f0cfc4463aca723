using Counterpoise.Torch.Native;

namespace Counterpoise.Torch;

/// <summary>Whether this thread records operators for gradients: <c>using (NoGrad.Begin()) …</c>.</summary>
public static class NoGrad
{
    /// <summary>Whether operators are recorded now.</summary>
    public static bool IsRecording => Shim.cp_grad_mode() != 0;

    /// <summary>Stops recording on this thread until the region is disposed.</summary>
    public static GradRegion Begin() => new(recording: false);

    /// <summary>Records again, inside a region that does not.</summary>
    public static GradRegion Resume() => new(recording: true);
}
