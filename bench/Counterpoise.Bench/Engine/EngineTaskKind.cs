namespace Counterpoise.Bench.Engine;

/// <summary>What a step does.</summary>
internal enum EngineTaskKind
{
    /// <summary>Forward, cross-entropy, backward, update.</summary>
    Train,

    /// <summary>The same with two views of each image and the contrastive term of adaptive contrastive learning.</summary>
    Contrastive,

    /// <summary>Forward in eval mode.</summary>
    Infer,
}
