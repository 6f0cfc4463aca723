using Counterpoise.Torch.Native;

namespace Counterpoise.Torch;

/// <summary>Which libtorch this is and how it was built.</summary>
public static unsafe class TorchVersion
{
    /// <summary>The version the shim was compiled for, such as <c>1.13.1</c>.</summary>
    public static string Text => Shim.Text(Shim.cp_version());

    /// <summary>libtorch's own description: compiler, BLAS, oneDNN, threads.</summary>
    public static string Configuration => Shim.Text(Shim.cp_configuration());
}
