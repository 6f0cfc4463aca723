using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Graph.Layers;

/// <summary>A code of a span of time: φ_j(Δ) = cos(ω_j Δ + b_j), with learnt ω that begins at 10^(−4 j / (d − 1)) and b at 0.</summary>
/// <remarks>Reference: Xu et al., "Inductive representation learning on temporal graphs", ICLR 2020, arXiv:2002.07962.</remarks>
public sealed class TimeCode : nn.Module<Tensor, Tensor>
{
    /// <summary>Creates the code.</summary>
    /// <param name="width">d, 2 or more; default 16.</param>
    public TimeCode(int width = 16) : base(nameof(TimeCode))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 2);
        Width = width;
        using var scope = torch.NewDisposeScope();
        var rates = torch.tensor([.. Enumerable.Range(0, width).Select(j => (float)Math.Pow(10, -4.0 * j / (width - 1)))]);
        register_parameter("rate", new TorchSharp.Modules.Parameter(rates.DetachFromDisposeScope()));
        this.RegisterParameter("phase", [width], Initializer.Zeros);
    }

    /// <summary>d.</summary>
    public int Width { get; }

    /// <summary>Codes spans of time.</summary>
    /// <param name="input">Spans in hours, [e], not negative.</param>
    /// <returns>[e, d].</returns>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return ((input.unsqueeze(1) * get_parameter("rate")!) + get_parameter("phase")!).cos();
    }
}
