using Counterpoise.Learning.Models;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Tests.Learning.Training;

/// <summary>
/// A classifier small enough to train within a test, with everything that makes resuming hard: running statistics and dropout.
/// </summary>
internal sealed class TinyClassifier : EmbeddingClassifier
{
    private readonly Linear _features;
    private readonly BatchNorm1d _norm;
    private readonly Dropout _dropout;
    private readonly Linear _head;

    public TinyClassifier(int inputs, int classes, double dropout = 0.1)
    {
        ClassCount = classes;
        _features = this.AddChild("features", new Linear(inputs, 16));
        _norm = this.AddChild("norm", new BatchNorm1d(16));
        _dropout = this.AddChild("dropout", new Dropout(dropout));
        _head = this.AddChild("head", new Linear(16, classes));
    }

    public bool HasHead { get; init; } = true;

    public override Linear? Head => HasHead ? _head : null;

    public override int ClassCount { get; }

    public override int EmbeddingSize => 16;

    public override string Architecture => "tiny";

    public override bool IsBackbone(string parameterName) => parameterName.StartsWith("features", StringComparison.Ordinal)
        || parameterName.StartsWith("norm", StringComparison.Ordinal);

    public override (Tensor Embedding, Tensor Logits) forward(Tensor input)
    {
        var embedding = _dropout.Forward(_norm.Forward(_features.Forward(input)).Relu());
        return (embedding, _head.Forward(embedding));
    }

    public override void FreezeStatistics() => _norm.Eval();
}
