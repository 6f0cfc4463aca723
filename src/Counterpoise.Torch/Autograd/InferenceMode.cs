using Counterpoise.Torch.Native;

namespace Counterpoise.Torch;

/// <summary>No recording, and none of autograd's bookkeeping either: <c>using (InferenceMode.Begin()) …</c>. Tensors made inside never take part in gradients.</summary>
public static class InferenceMode
{
    /// <summary>Whether this thread is in inference mode.</summary>
    public static bool IsActive => Shim.cp_inference_mode() != 0;

    /// <summary>Enters inference mode on this thread until the region is disposed.</summary>
    public static InferenceRegion Begin() => new(Shim.cp_inference_begin());
}
