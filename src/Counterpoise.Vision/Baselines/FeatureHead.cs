using Counterpoise.Learning.Models;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Baselines;

/// <summary>
/// A small network on features that stay as they are: dropout, a hidden layer h = ReLU(W₁x + b₁), the embedding that contrastive terms
/// shape, and logits W₂h + b₂.
/// </summary>
/// <remarks>
/// Dropout before the hidden layer draws each view apart, so that a contrastive term has two views of the same features.
/// </remarks>
internal sealed class FeatureHead : EmbeddingClassifier
{
    private readonly Sequential _body;
    private readonly Linear _head;

    /// <param name="features">F, numbers of an image.</param>
    /// <param name="classes">C.</param>
    /// <param name="options">Width of the hidden layer and dropout.</param>
    public FeatureHead(int features, int classes, HeadOptions options)
    {
        _body = this.AddChild("body", new Sequential(new Dropout(options.Dropout), new Linear(features, options.HiddenSize),
            Activations.Relu()));
        _head = this.AddChild("head", new Linear(options.HiddenSize, classes));
        Architecture = FormattableString.Invariant($"feature-head, {features} features, {options.HiddenSize} hidden, {classes} classes");
    }

    /// <inheritdoc/>
    public override int ClassCount => _head.Outputs;

    /// <inheritdoc/>
    public override int EmbeddingSize => _head.Inputs;

    /// <inheritdoc/>
    public override Linear Head => _head;

    /// <inheritdoc/>
    public override string Architecture { get; }

    /// <inheritdoc/>
    public override bool IsBackbone(string parameterName) => parameterName.StartsWith("body.", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override (Tensor Embedding, Tensor Logits) forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        var embedding = _body.Forward(input);
        return (scope.Keep(embedding), scope.Keep(_head.Forward(embedding)));
    }

    /// <inheritdoc/>
    public override void FreezeStatistics() => _body.eval();
}
