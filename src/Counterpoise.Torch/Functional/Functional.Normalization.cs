namespace Counterpoise.Torch;

public static partial class Functional
{
    private static readonly Operator BatchNormOp = Operator.Aten("batch_norm");
    private static readonly Operator LayerNormOp = Operator.Aten("layer_norm");
    private static readonly Operator GroupNormOp = Operator.Aten("group_norm");
    private static readonly Operator InstanceNormOp = Operator.Aten("instance_norm");
    private static readonly Operator DropoutOp = Operator.Aten("dropout");
    private static readonly Operator FeatureDropoutOp = Operator.Aten("feature_dropout");
    private static readonly Operator AlphaDropoutOp = Operator.Aten("alpha_dropout");

    /// <summary><c>(x − mean) / √(variance + epsilon) · weight + bias</c> for each channel (dimension 1); in training with the batch's own moments, which update the running ones in place.</summary>
    public static Tensor BatchNorm(Tensor input, Tensor? weight, Tensor? bias, Tensor? runningMean, Tensor? runningVariance, bool training, double momentum = 0.1, double epsilon = 1e-5) => BatchNormOp.Invoke(input, weight, bias, runningMean, runningVariance, training, momentum, epsilon, true);

    /// <summary>Each example normalised over its last dimensions, whose sizes are given.</summary>
    public static Tensor LayerNorm(Tensor input, long[] shape, Tensor? weight = null, Tensor? bias = null, double epsilon = 1e-5) => LayerNormOp.Invoke(input, shape, weight, bias, epsilon, true);

    /// <summary>Each example normalised over groups of its channels.</summary>
    public static Tensor GroupNorm(Tensor input, long groups, Tensor? weight = null, Tensor? bias = null, double epsilon = 1e-5) => GroupNormOp.Invoke(input, groups, weight, bias, epsilon, true);

    /// <summary>Each channel of each example normalised by itself.</summary>
    public static Tensor InstanceNorm(Tensor input, Tensor? weight = null, Tensor? bias = null, double epsilon = 1e-5) => InstanceNormOp.Invoke(input, weight, bias, Arg.None, Arg.None, true, 0.1, epsilon, true);

    /// <summary>In training, elements set to 0 with this probability and the others scaled up, from the default generator.</summary>
    public static Tensor Dropout(Tensor input, double probability = 0.5, bool training = true) => DropoutOp.Invoke(input, probability, training);

    /// <summary>Dropout of whole channels.</summary>
    public static Tensor FeatureDropout(Tensor input, double probability = 0.5, bool training = true) => FeatureDropoutOp.Invoke(input, probability, training);

    /// <summary>Dropout that keeps mean and variance of self-normalising networks.</summary>
    public static Tensor AlphaDropout(Tensor input, double probability = 0.5, bool training = true) => AlphaDropoutOp.Invoke(input, probability, training);

    /// <summary><c>x / max(‖x‖ₚ, epsilon)</c> along a dimension: rows of length 1.</summary>
    public static Tensor Normalize(Tensor input, int dimension = 1, double p = 2, double epsilon = 1e-12)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input / input.Norm([dimension], p, keep: true).Clamp(min: epsilon).ExpandAs(input);
    }
}
