using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Backbones;

/// <summary>
/// In train mode zeroes the whole of a picture's residual branch with probability p and multiplies the others with 1 / (1 - p); in eval
/// mode the identity.
/// </summary>
/// <remarks>
/// Reference: Huang et al., "Deep networks with stochastic depth", ECCV 2016, arXiv:1603.09382; torchvision's mode <c>row</c>. The mask is
/// that of a seeded <see cref="Dropout"/> on one number a picture, so that runs resume with the same masks.
/// </remarks>
internal sealed class StochasticDepth : nn.Module<Tensor, Tensor>
{
    private readonly Dropout _rows;

    public StochasticDepth(double probability) : base(nameof(StochasticDepth)) => _rows = this.AddChild("rows", new Dropout(probability));

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        if (!this.IsTraining || _rows.Probability == 0)
        {
            return input;
        }

        using var scope = torch.NewDisposeScope();
        long[] shape = [input.Size(0), .. Enumerable.Repeat(1L, input.Rank - 1)];
        return scope.Keep(input * _rows.Forward(Tensor.Ones(shape, input.Type, input.Device)));
    }

    /// <summary>Children are named by hand: TorchSharp would name each a second time by its field.</summary>
    protected override void RegisterComponents()
    {
    }
}
