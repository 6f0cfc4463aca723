using Counterpoise.Learning.AdaptiveContrastive;
using Counterpoise.Learning.Losses;
using Counterpoise.Learning.Models;
using Counterpoise.Learning.PostHoc;
using Counterpoise.Learning.Weighting;
using Counterpoise.Options;

namespace Counterpoise.Learning.Methods;

/// <summary>One cell of the grid of class terms, contrastive terms and rules that methods are made of.</summary>
public sealed record MethodOptions
{
    /// <summary>The class term. Default cross-entropy.</summary>
    public ClassTermKind ClassTerm { get; init; }

    /// <summary>The contrastive term and its rule. Default none.</summary>
    public ContrastiveKind Contrastive { get; init; }

    /// <summary>The contrastive loss. Default supervised contrastive.</summary>
    public ContrastiveTermKind ContrastiveTerm { get; init; }

    /// <summary>τ under <see cref="ContrastiveKind.Fixed"/>, positive. Default 0.1, the adaptive rule's base value.</summary>
    public double FixedTemperature { get; init; } = 0.1;

    /// <summary>λ under <see cref="ContrastiveKind.Fixed"/>, not negative. Default 0.75, the adaptive rule's base value.</summary>
    public double FixedWeight { get; init; } = 0.75;

    /// <summary>The constants of <see cref="ContrastiveKind.Adaptive"/>.</summary>
    public AdaptiveContrastiveOptions Adaptive { get; init; } = new();

    /// <summary>
    /// The size of inverse-frequency weights. Default mean one; the paper's Eq. 2 is <see cref="Weighting.WeightScale.Raw"/>.
    /// </summary>
    public WeightScale WeightScale { get; init; } = WeightScale.MeanOne;

    /// <summary>
    /// Weights of one's own for methods that weigh classes, such as <c>melanoma:20</c>, in place of those by frequency: what missing an
    /// image of the class costs; classes that are not named weigh 1. Default null: the weights of the class term.
    /// </summary>
    public OwnClassWeights? OwnWeights { get; init; }

    /// <summary>How the class term is reduced. Default mean; the paper's Eq. 2 is a sum.</summary>
    public ClassReduction ClassReduction { get; init; } = ClassReduction.Mean;

    /// <summary>How the contrastive term is reduced. Default mean; the paper's Eq. 3 is a sum.</summary>
    public ContrastiveReduction ContrastiveReduction { get; init; } = ContrastiveReduction.Mean;

    /// <summary>
    /// τ_base of the factor τ / τ_base on the supervised contrastive loss, positive; the official SupCon code's is 0.07. Default null,
    /// the factor 1 of Eq. 3.
    /// </summary>
    public double? ContrastiveScaleTemperature { get; init; }

    /// <summary>τ of logit adjustment and vector scaling, not negative. Default 1.</summary>
    public double AdjustmentStrength { get; init; } = 1;

    /// <summary>β of class-balanced weights, in [0, 1). Default 0.9999.</summary>
    public double EffectiveNumberBeta { get; init; } = 0.9999;

    /// <summary>γ of the focal loss, not negative. Default 2.</summary>
    public double FocalGamma { get; init; } = 2;

    /// <summary>The margin of the rarest class in label-distribution-aware margins, not negative. Default 0.5, the paper's.</summary>
    public double LargestMargin { get; init; } = 0.5;

    /// <summary>s, the factor on logits less their margins, positive. Default 30, the paper's.</summary>
    public double MarginScale { get; init; } = 30;

    /// <summary>
    /// γ of vector scaling, the power of a class's prior in the factor on its logit, not negative; 0 is logit adjustment. Default 0.2,
    /// the paper's.
    /// </summary>
    public double VectorGamma { get; init; } = 0.2;

    /// <summary>The projection head of a contrastive term. Default the two-layer head of SupCon.</summary>
    public ProjectionKind Projection { get; init; } = ProjectionKind.Mlp;

    /// <summary>d of the projection head, at least 1. Default 128.</summary>
    public int ProjectionSize { get; init; } = 128;

    /// <summary>
    /// Leaves class weights out until the last epochs (DRW): those of the class term where it has some, class-balanced weights else.
    /// Default false.
    /// </summary>
    public bool DeferredReweighting { get; init; }

    /// <summary>
    /// The share of the epochs before <see cref="DeferredReweighting"/> sets in, in [0, 1]. Default 0.8, the reference implementation's.
    /// </summary>
    public double DeferredShare { get; init; } = 0.8;

    /// <summary>k of the k-positive and the targeted contrastive loss, not negative. Default 6, the papers'.</summary>
    public int Positives { get; init; } = 6;

    /// <summary>
    /// w of the targeted contrastive loss, the weight of a class's point as a positive, not negative. Default 0.2, the reference
    /// implementation's.
    /// </summary>
    public double TargetWeight { get; init; } = 0.2;

    /// <summary>
    /// ε of the contrastive loss with supervised prototypes, not negative: an anchor nearer to its own prototype by so much cosine is no
    /// longer drawn to it. Default 0.1, the reference implementation's.
    /// </summary>
    public double PrototypeMargin { get; init; } = 0.1;

    /// <summary>
    /// α of the parametric contrastive loss, the weight of a row as a positive beside its class, not negative. Default 0.05, the paper's.
    /// </summary>
    public double SampleWeight { get; init; } = 0.05;

    /// <summary>What becomes of the last layer after training; null, the default, for nothing.</summary>
    public HeadStageOptions? SecondStage { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">At least one value is out of its range; all are listed.</exception>
    public void Validate()
    {
        Adaptive.Validate();
        SecondStage?.Validate();
        new OptionsCheck(nameof(MethodOptions))
            .Require(FixedTemperature > 0, nameof(FixedTemperature), FixedTemperature, "it must be positive")
            .Require(FixedWeight >= 0, nameof(FixedWeight), FixedWeight, "it must not be negative")
            .Require(ContrastiveScaleTemperature is null or > 0,
                nameof(ContrastiveScaleTemperature), ContrastiveScaleTemperature, "it must be positive, or null for the factor 1")
            .Require(ContrastiveScaleTemperature is null
                || ContrastiveTerm == ContrastiveTermKind.Supervised,
                "ContrastiveScaleTemperature belongs to the supervised contrastive loss alone; leave it out")
            .Require(ContrastiveTerm is not (
                ContrastiveTermKind.Balanced or ContrastiveTermKind.Targeted or ContrastiveTermKind.Prototypes)
                || Projection != ProjectionKind.None,
                $"Projection is None, but the {ContrastiveTerm} contrastive loss needs a head that sets the size of its points; choose "
                    + $"Mlp or Linear")
            .Require(ContrastiveTerm != ContrastiveTermKind.Probabilistic
                || (Projection != ProjectionKind.None && ProjectionSize >= 2),
                $"Projection is {Projection} of size {ProjectionSize}, but the probabilistic contrastive loss needs a head that sets the "
                    + $"dimension of its distributions; choose Mlp or Linear, and a size of at least 2")
            .Require(ContrastiveTerm != ContrastiveTermKind.Parametric
                || ClassTerm is ClassTermKind.LogitAdjustment or ClassTermKind.CrossEntropy,
                nameof(ClassTerm), ClassTerm, "the parametric contrastive loss is its own class term: choose LogitAdjustment, or "
                    + $"CrossEntropy for no adjustment by class frequencies")
            .Require(ContrastiveTerm != ContrastiveTermKind.Parametric
                || !DeferredReweighting,
                "DeferredReweighting is on, but the parametric contrastive loss has no class weights; leave it out")
            .Require(SecondStage is null || Contrastive == ContrastiveKind.None
                || ContrastiveTerm != ContrastiveTermKind.Probabilistic,
                "SecondStage changes the last layer, but the probabilistic contrastive loss predicts by more than that; leave one of "
                    + "them out")
            .Require(DeferredShare is >= 0 and <= 1, nameof(DeferredShare), DeferredShare, "it must be in [0, 1]")
            .Require(Positives >= 0, nameof(Positives), Positives, "it must not be negative")
            .Require(TargetWeight >= 0, nameof(TargetWeight), TargetWeight, "it must not be negative")
            .Require(PrototypeMargin >= 0, nameof(PrototypeMargin), PrototypeMargin, "it must not be negative")
            .Require(SampleWeight >= 0, nameof(SampleWeight), SampleWeight, "it must not be negative")
            .Require(AdjustmentStrength >= 0, nameof(AdjustmentStrength), AdjustmentStrength, "it must not be negative")
            .Require(EffectiveNumberBeta is >= 0 and < 1, nameof(EffectiveNumberBeta), EffectiveNumberBeta, "it must be in [0, 1)")
            .Require(FocalGamma >= 0, nameof(FocalGamma), FocalGamma, "it must not be negative")
            .Require(LargestMargin >= 0, nameof(LargestMargin), LargestMargin, "it must not be negative")
            .Require(MarginScale > 0, nameof(MarginScale), MarginScale, "it must be positive")
            .Require(VectorGamma >= 0, nameof(VectorGamma), VectorGamma, "it must not be negative")
            .Require(ProjectionSize >= 1, nameof(ProjectionSize), ProjectionSize, "it must be at least 1")
            .ThrowIfAny();
    }
}
