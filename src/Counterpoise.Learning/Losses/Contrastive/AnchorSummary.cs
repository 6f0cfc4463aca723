namespace Counterpoise.Learning.Losses;

/// <summary>What a batch offers a contrastive term.</summary>
/// <param name="WithoutPositive">Anchors that have no positive and so teach nothing.</param>
/// <param name="UniformLoss">The term's value when all similarities are equal, as of embeddings that carry nothing; 0 where there is
/// none.</param>
public readonly record struct AnchorSummary(int WithoutPositive, double UniformLoss);
