using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Episodes;

/// <summary>
/// Two 3-D branches, one of anatomy and one of diffusion whose maps are modulated by the b-value, joined to an embedding; a linear
/// discriminator behind a reversed gradient makes the embedding's diffusion part forget the b-value.
/// </summary>
/// <remarks>
/// Reference: Tang et al., arXiv:2606.18872; sizes are ours. Both volumes are normalised by <see cref="MaskedNormalization"/> first.
/// </remarks>
public sealed class BiparametricNetwork : nn.Module<Tensor, Tensor, Tensor, (Tensor Embedding, Tensor Conditions)>
{
    private readonly VolumeEncoder _anatomy, _diffusion;
    private readonly FilmLayer _film;
    private readonly Linear _join, _discriminator;

    /// <summary>Creates the network without values.</summary>
    /// <param name="conditions">Number of b-values, 1 or more.</param>
    /// <param name="width">Channels of the first stage. Default 32.</param>
    /// <param name="embedding">Numbers of an embedding. Default 128.</param>
    public BiparametricNetwork(int conditions, int width = 32, int embedding = 128) : base(nameof(BiparametricNetwork))
    {
        EmbeddingCount = embedding;
        _anatomy = this.AddChild("anatomy", new VolumeEncoder(width));
        _diffusion = this.AddChild("diffusion", new VolumeEncoder(width));
        _film = this.AddChild("film", new FilmLayer(conditions, _diffusion.ChannelCount));
        _join = this.AddChild("join", new Linear(2 * _anatomy.ChannelCount, embedding));
        _discriminator = this.AddChild("discriminator", new Linear(_diffusion.ChannelCount, conditions));
    }

    /// <summary>Numbers of an embedding.</summary>
    public int EmbeddingCount { get; }

    /// <summary>α of the reversed gradient, at least 0. Default 1; 0 leaves the b-value alone.</summary>
    public double Reversal { get; set; } = 1;

    /// <summary>
    /// Anatomy and diffusion [N, 1, D, H, W] and b-values [N] of int64 to embeddings [N, E] and the discriminator's logits [N, B].
    /// </summary>
    public override (Tensor Embedding, Tensor Conditions) forward(Tensor anatomy, Tensor diffusion, Tensor conditions)
    {
        using var scope = torch.NewDisposeScope();
        var first = _anatomy.Forward(anatomy).mean([2, 3, 4]);
        var second = _film.call(_diffusion.Forward(diffusion), conditions).mean([2, 3, 4]);
        var embedding = _join.Forward(torch.cat([first, second], 1));
        var told = _discriminator.Forward(GradientReversal.Reverse(second, Reversal));
        return (scope.Keep(embedding), scope.Keep(told));
    }

    /// <summary>Children are named by hand: TorchSharp would name each a second time by its field.</summary>
    protected override void RegisterComponents()
    {
    }
}
