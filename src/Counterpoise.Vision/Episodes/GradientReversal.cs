using Counterpoise.Torch;

namespace Counterpoise.Vision.Episodes;

/// <summary>
/// The identity forward, the gradient times −α backward: what is behind it learns to tell, what is before it learns to hide.
/// </summary>
/// <remarks>Reference: Ganin and Lempitsky, "Unsupervised domain adaptation by backpropagation", ICML 2015, arXiv:1409.7495.</remarks>
public sealed class GradientReversal : CustomFunction
{
    private readonly double _alpha;

    private GradientReversal(double alpha) => _alpha = alpha;

    /// <summary>Reverses the gradient of a tensor.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="alpha">α, at least 0; 1 is usual.</param>
    public static Tensor Reverse(Tensor input, double alpha = 1)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfNegative(alpha);
        return new GradientReversal(alpha).Apply(input);
    }

    /// <summary>The usual ramp of α over training: 2 / (1 + exp(−10 p)) − 1, from 0 to nearly 1.</summary>
    /// <param name="progress">p, the share of training that is done, in [0, 1].</param>
    public static double Ramp(double progress) => (2 / (1 + Math.Exp(-10 * progress))) - 1;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor?[] inputs) => inputs[0]!.clone();

    /// <inheritdoc/>
    protected override Tensor?[] Backward(Tensor gradient) => [gradient * -_alpha];
}
