namespace Counterpoise.Torch;

public static partial class Functional
{
    private static readonly Operator CrossEntropyLossOp = Operator.Aten("cross_entropy_loss");
    private static readonly Operator NllLossOp = Operator.Aten("nll_loss");
    private static readonly Operator BinaryCrossEntropyOp = Operator.Aten("binary_cross_entropy");
    private static readonly Operator BinaryCrossEntropyWithLogitsOp = Operator.Aten("binary_cross_entropy_with_logits");
    private static readonly Operator MseLossOp = Operator.Aten("mse_loss");
    private static readonly Operator L1LossOp = Operator.Aten("l1_loss");
    private static readonly Operator SmoothL1LossOp = Operator.Aten("smooth_l1_loss");
    private static readonly Operator KlDivOp = Operator.Aten("kl_div");
    private static readonly Operator CosineSimilarityOp = Operator.Aten("cosine_similarity");
    private static readonly Operator OneHotOp = Operator.Aten("one_hot");
    private static readonly Operator EmbeddingOp = Operator.Aten("embedding");

    /// <summary><c>−log softmax(logits)[label]</c>; labels are int64 classes [N] or probabilities [N, C]. A weighted mean divides by the sum of the weights.</summary>
    public static Tensor CrossEntropy(Tensor logits, Tensor labels, Tensor? weight = null, Reduction reduction = Reduction.Mean, long ignoreIndex = -100, double labelSmoothing = 0) => CrossEntropyLossOp.Invoke(logits, labels, weight, (long)reduction, ignoreIndex, labelSmoothing);

    /// <summary><c>−logProbabilities[label]</c>, weighted by class.</summary>
    public static Tensor NegativeLogLikelihood(Tensor logProbabilities, Tensor labels, Tensor? weight = null, Reduction reduction = Reduction.Mean, long ignoreIndex = -100) => NllLossOp.Invoke(logProbabilities, labels, weight, (long)reduction, ignoreIndex);

    /// <summary><c>−t · log p − (1 − t) · log(1 − p)</c>.</summary>
    public static Tensor BinaryCrossEntropy(Tensor probabilities, Tensor targets, Tensor? weight = null, Reduction reduction = Reduction.Mean) => BinaryCrossEntropyOp.Invoke(probabilities, targets, weight, (long)reduction);

    /// <summary>Binary cross-entropy of <c>sigmoid(logits)</c>, exact for large logits.</summary>
    public static Tensor BinaryCrossEntropyWithLogits(Tensor logits, Tensor targets, Tensor? weight = null, Tensor? positiveWeight = null, Reduction reduction = Reduction.Mean) => BinaryCrossEntropyWithLogitsOp.Invoke(logits, targets, weight, positiveWeight, (long)reduction);

    /// <summary><c>(input − target)²</c>.</summary>
    public static Tensor MeanSquaredError(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) => MseLossOp.Invoke(input, target, (long)reduction);

    /// <summary><c>|input − target|</c>.</summary>
    public static Tensor MeanAbsoluteError(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) => L1LossOp.Invoke(input, target, (long)reduction);

    /// <summary>Squared below beta, absolute above.</summary>
    public static Tensor SmoothL1(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1) => SmoothL1LossOp.Invoke(input, target, (long)reduction, beta);

    /// <summary><c>target · (log target − input)</c>.</summary>
    public static Tensor KullbackLeibler(Tensor logProbabilities, Tensor target, Reduction reduction = Reduction.Mean, bool logTarget = false) => KlDivOp.Invoke(logProbabilities, target, (long)reduction, logTarget);

    /// <summary>The cosine of the angle between vectors along a dimension.</summary>
    public static Tensor CosineSimilarity(Tensor first, Tensor second, int dimension = 1, double epsilon = 1e-8) => CosineSimilarityOp.Invoke(first, second, dimension, epsilon);

    /// <summary>Classes as rows of zeros with one 1: [N] → [N, classes], int64.</summary>
    public static Tensor OneHot(Tensor labels, long classes = -1) => OneHotOp.Invoke(labels, classes);

    /// <summary>The rows of a table that indices name: [V, D], [..] → [.., D].</summary>
    public static Tensor Embedding(Tensor weight, Tensor indices, long paddingIndex = -1) => EmbeddingOp.Invoke(weight, indices, paddingIndex);
}
