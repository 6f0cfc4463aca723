using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Episodes;

/// <summary>
/// Feature-wise modulation: γ(b) · F + β(b) for each channel, with γ = 1 and β = 0 at the start, so that it begins as the identity.
/// </summary>
/// <remarks>Reference: Perez et al., "FiLM: Visual reasoning with a general conditioning layer", AAAI 2018, arXiv:1709.07871.</remarks>
public sealed class FilmLayer : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly int _channels;

    /// <summary>Creates the layer without values.</summary>
    /// <param name="conditions">Number of conditions, such as b-values; 1 or more.</param>
    /// <param name="channels">Channels of the features, 1 or more.</param>
    /// <param name="width">Numbers that a condition is embedded in. Default 16.</param>
    public FilmLayer(int conditions, int channels, int width = 16) : base(nameof(FilmLayer))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(conditions, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        _channels = channels;
        this.RegisterParameter("embedding", [conditions, width], Initializer.Normal(1 / Math.Sqrt(width)));
        this.RegisterParameter("weight", [2 * channels, width], Initializer.Zeros);
        this.RegisterParameter("gamma", [channels], Initializer.Ones);
        this.RegisterParameter("beta", [channels], Initializer.Zeros);
    }

    /// <summary>Features [N, C, …] and conditions [N] of int64 to modulated features.</summary>
    public override Tensor forward(Tensor features, Tensor conditions)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(conditions);
        using var scope = torch.NewDisposeScope();
        var moved = get_parameter("embedding")!.index_select(0, conditions).matmul(get_parameter("weight")!.t());
        long[] shape = [features.Size(0), _channels, .. Enumerable.Repeat(1L, features.Rank - 2)];
        var gamma = (moved.narrow(1, 0, _channels) + get_parameter("gamma")!).reshape(shape);
        var beta = (moved.narrow(1, _channels, _channels) + get_parameter("beta")!).reshape(shape);
        return scope.Keep((gamma * features) + beta);
    }
}
