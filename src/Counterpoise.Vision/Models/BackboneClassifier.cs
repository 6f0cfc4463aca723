using Counterpoise.LayerGraphs;
using Counterpoise.Learning.Models;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Vision.Backbones;

namespace Counterpoise.Vision.Models;

/// <summary>A backbone as a classifier whose embedding a contrastive term can act on. Its state dict is the backbone's own.</summary>
public sealed class BackboneClassifier : EmbeddingClassifier
{
    private readonly nn.Module _module;
    private readonly IBackbone _backbone;
    private readonly HashSet<string> _parts;

    /// <summary>Wraps a backbone, which this classifier then frees.</summary>
    /// <param name="backbone">The backbone; it must be a module.</param>
    /// <param name="architecture">Its name, kept beside the weights.</param>
    /// <param name="layer">The layer that the contrastive term sees.</param>
    /// <exception cref="ArgumentException">The backbone is not a module.</exception>
    public BackboneClassifier(IBackbone backbone, string architecture, EmbeddingLayer layer = EmbeddingLayer.Penultimate)
    {
        ArgumentNullException.ThrowIfNull(backbone);
        ArgumentException.ThrowIfNullOrEmpty(architecture);
        _module = backbone as nn.Module ?? throw new ArgumentException($"{backbone.GetType().Name} is no nn.Module", nameof(backbone));
        (_backbone, Architecture, Layer) = (backbone, architecture, layer);
        _parts = [.. _module.Children.Select(c => c.Key)];
        foreach (var (name, child) in _module.Children)
        {
            this.AddChild(name, child);
        }
    }

    /// <summary>The layer that the contrastive term sees.</summary>
    public EmbeddingLayer Layer { get; }

    /// <inheritdoc/>
    public override int ClassCount => _backbone.ClassCount;

    /// <inheritdoc/>
    public override int EmbeddingSize => Layer == EmbeddingLayer.Pooled ? _backbone.FeatureCount : _backbone.EmbeddingCount;

    /// <inheritdoc/>
    public override Linear? Head => Layer == EmbeddingLayer.Penultimate
        ? _module.NamedModules().Select(m => m.Value).OfType<Linear>()
            .LastOrDefault(l => l.Inputs == EmbeddingSize && l.Outputs == ClassCount)
        : null;

    /// <inheritdoc/>
    public override string Architecture { get; }

    /// <summary>Writes the network as layers with constants, from images to logits.</summary>
    /// <param name="side">Side of the images in pixels.</param>
    /// <param name="normalization">What images pass before the network, reading value 0; null where they come normalised.</param>
    /// <exception cref="ArgumentException">The network has layers that cannot be written, or its logits have an addition.</exception>
    public LayerGraph Describe(int side, ScaleLayer? normalization = null) => Contrast is null
        ? LayerGraphWriter.Describe(_backbone, side, side, normalization)
        : throw new ArgumentException($"{Architecture} adds a contrast to its logits, which has no form as layers");

    /// <summary>Writes the layers from images to pooled features, as <see cref="Describe"/> does to logits.</summary>
    /// <param name="side">Side of the images in pixels.</param>
    /// <param name="normalization">What images pass before the network, reading value 0; null where they come normalised.</param>
    /// <exception cref="ArgumentException">The network has layers that cannot be written.</exception>
    public LayerGraph DescribeFeatures(int side, ScaleLayer? normalization = null) =>
        LayerGraphWriter.DescribeFeatures(_backbone, side, side, normalization);

    /// <summary>Features, embedding and logits one by one.</summary>
    internal IBackbone Backbone => _backbone;

    /// <summary>Positions along an axis that the maps have before they are pooled.</summary>
    /// <param name="imageSide">Pixels of the images along that axis.</param>
    public int MapSide(int imageSide) => _backbone.MapSide(imageSide);

    /// <inheritdoc/>
    public override bool IsBackbone(string parameterName)
    {
        ArgumentNullException.ThrowIfNull(parameterName);
        return !_backbone.IsHead(parameterName) && _parts.Contains(parameterName.Split('.')[0]);
    }

    /// <inheritdoc/>
    public override (Tensor Embedding, Tensor Logits) forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        var features = _backbone.Features(input);
        var embedding = _backbone.Embed(features);
        var logits = _backbone.Classify(embedding);
        return (scope.Keep(Layer == EmbeddingLayer.Pooled ? features : embedding), scope.Keep(logits));
    }

    /// <inheritdoc/>
    public override void FreezeStatistics()
    {
        foreach (var (_, module) in this.Children.Where(c => IsBackbone(c.Key + ".")))
        {
            module.Eval();
        }
    }
}
