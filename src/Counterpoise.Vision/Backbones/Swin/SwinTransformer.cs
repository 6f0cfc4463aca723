using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Backbones;

/// <summary>
/// Swin-Tiny: patches of 4×4 pixels, four stages of 2, 2, 6 and 2 attention blocks in shifted windows of 7×7 with merging of neighbours
/// between (<c>features</c>), layer norm, the mean over all positions and a linear layer (<c>head</c>). Layout, state dict keys and
/// numbers are torchvision's.
/// </summary>
/// <remarks>
/// Reference: Liu et al., "Swin Transformer: Hierarchical Vision Transformer using Shifted Windows", ICCV 2021, arXiv:2103.14030;
/// torchvision.models.swin_transformer. 28,288,354 parameters with 1000 classes. Windows that an image does not fill are padded with
/// zeros, so that any size of 32 pixels or more works.
/// </remarks>
public sealed class SwinTransformer : nn.Module<Tensor, Tensor>, IBackbone
{
    private const int Patch = 4;
    private static readonly int[] s_blocks = [2, 2, 6, 2];
    private static readonly int[] s_heads = [3, 6, 12, 24];

    private readonly Conv2d _patches;
    private readonly LayerNorm _patchNorm;
    private readonly nn.Module<Tensor, Tensor>[] _parts;
    private readonly LayerNorm _norm;
    private readonly Dropout _dropout;
    private readonly Linear _head;
    private readonly SwinOptions _options;

    private SwinTransformer(SwinOptions options) : base(nameof(SwinTransformer))
    {
        // Channels must be shared out among the heads, three in the first stage.
        var channels = s_heads[0] * Math.Max(1, (int)Math.Round(32 * options.WidthMultiplier));
        (_options, ClassCount, FeatureCount) = (options, options.Classes, channels << (s_blocks.Length - 1));
        _patches = new Conv2d(3, channels, Patch, new() { Stride = options.Halvings switch { >= 5 => 4, 4 => 2, _ => 1 } });
        _patchNorm = new LayerNorm([channels]);
        var patches = new NamedParts([("0", _patches), ("2", _patchNorm)]);
        _parts = [.. Parts(channels, options)];
        this.AddChild("features", new Sequential([patches, .. _parts]));
        _norm = this.AddChild("norm", new LayerNorm([FeatureCount]));
        _dropout = this.AddChild("dropout", new Dropout(options.Dropout));
        _head = this.AddChild("head", SwinLinear.Of(FeatureCount, ClassCount));
    }

    /// <inheritdoc/>
    public int FeatureCount { get; }

    /// <inheritdoc/>
    public int EmbeddingCount => FeatureCount;

    /// <inheritdoc/>
    public int ClassCount { get; }

    /// <summary>torchvision's <c>swin_t</c>: 28.3 million parameters, 768 features.</summary>
    /// <param name="options">Classes, width, dropout, stochastic depth and halvings; the defaults where null.</param>
    /// <exception cref="ArgumentException">Options are out of range; the message lists all.</exception>
    public static SwinTransformer Tiny(SwinOptions? options = null)
    {
        options ??= new SwinOptions();
        options.Validate();
        return new(options);
    }

    /// <inheritdoc/>
    public bool IsHead(string parameterName)
    {
        ArgumentNullException.ThrowIfNull(parameterName);
        return parameterName.StartsWith("head.", StringComparison.Ordinal);
    }

    /// <summary>Positions along an axis: patches that the image does not fill are left out, the halvings behind round up.</summary>
    /// <param name="imageSide">Pixels of the images along that axis, at least 4.</param>
    public int MapSide(int imageSide)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(imageSide, Patch);
        var patches = _options.Halvings switch { >= 5 => imageSide / 4, 4 => imageSide / 2, _ => imageSide };
        var merges = Math.Min(3, _options.Halvings);
        return (patches + (1 << merges) - 1) >> merges;
    }

    /// <summary>Images to the maps below the pooling, [N, H / 32, W / 32, <see cref="FeatureCount"/>], more with fewer halvings.</summary>
    /// <param name="images">[N, 3, H, W].</param>
    public Tensor FeatureMaps(Tensor images)
    {
        using var scope = torch.NewDisposeScope();

        // Patches that overlap are padded so that the number of positions is the side over the stride.
        var input = _options.Halvings switch
        {
            >= 5 => images,
            4 => torch.nn.functional.pad(images, [1, 1, 1, 1]),
            _ => torch.nn.functional.pad(images, [1, 2, 1, 2]),
        };
        var maps = _patchNorm.Forward(_patches.Forward(input).Permute(0, 2, 3, 1));
        foreach (var part in _parts)
        {
            maps = part.Forward(maps);
        }

        return scope.Keep(_norm.Forward(maps));
    }

    /// <inheritdoc/>
    Tensor IBackbone.FeatureMaps(Tensor images)
    {
        using var scope = torch.NewDisposeScope();
        return scope.Keep(FeatureMaps(images).Permute(0, 3, 1, 2));
    }

    /// <inheritdoc/>
    public Tensor Features(Tensor images)
    {
        using var scope = torch.NewDisposeScope();
        return scope.Keep(FeatureMaps(images).Mean([1, 2]));
    }

    /// <inheritdoc/>
    public Tensor Embed(Tensor features) => features;

    /// <inheritdoc/>
    public Tensor Classify(Tensor embedding)
    {
        using var scope = torch.NewDisposeScope();
        return scope.Keep(_head.Forward(_dropout.Forward(embedding)));
    }

    /// <summary>Images [N, 3, H, W] to logits [N, <see cref="ClassCount"/>].</summary>
    /// <param name="input">The images, normalised as the weights ask for.</param>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        return scope.Keep(Classify(Features(input)));
    }

    private static IEnumerable<nn.Module<Tensor, Tensor>> Parts(int channels, SwinOptions options)
    {
        var before = 0;
        double last = s_blocks.Sum() - 1;
        foreach (var (stage, blocks) in s_blocks.Index())
        {
            var width = channels << stage;
            var layers = Enumerable.Range(0, blocks)
                .Select(i => new SwinBlock(width, s_heads[stage], isShifted: i % 2 == 1, options.StochasticDepth * before++ / last));
            yield return new Sequential([.. layers]);
            if (stage < s_blocks.Length - 1)
            {
                yield return new PatchMerging(width, halves: options.Halvings >= 3 - stage);
            }
        }
    }

    /// <summary>Children are named by hand, as in PyTorch's state dict: TorchSharp would name each a second time by its field.</summary>
    protected override void RegisterComponents()
    {
    }
}
