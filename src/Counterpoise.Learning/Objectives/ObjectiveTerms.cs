namespace Counterpoise.Learning.Objectives;

/// <summary>The parts of one step's loss.</summary>
/// <param name="Total">L = L_class + λ L_contrastive, a scalar that gradients flow through.</param>
/// <param name="ClassTerm">L_class, a scalar.</param>
/// <param name="ContrastiveTerm">L_contrastive before its weight, a scalar; null without one.</param>
/// <param name="Anchors">M, 0 without a contrastive term.</param>
/// <param name="AnchorsWithoutPositive">Anchors that are alone in their class.</param>
/// <param name="MissingClasses">Classes of the training set that this batch lacks.</param>
/// <param name="UniformLoss">What the contrastive term would be if all similarities were equal; 0 without one.</param>
public sealed record ObjectiveTerms(
    Tensor Total, Tensor ClassTerm, Tensor? ContrastiveTerm, int Anchors, int AnchorsWithoutPositive, int MissingClasses,
    double UniformLoss = 0);
