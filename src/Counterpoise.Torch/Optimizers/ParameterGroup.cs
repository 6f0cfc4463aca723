namespace Counterpoise.Torch.Optimizers;

/// <summary>Parameters that an optimiser treats alike.</summary>
public sealed class ParameterGroup
{
    private double _learningRate;

    internal ParameterGroup(IReadOnlyList<Tensor> parameters, double learningRate)
        => (Parameters, LearningRate, InitialLearningRate) = (parameters, learningRate, learningRate);

    /// <summary>The parameters, in the order in which they were given.</summary>
    public IReadOnlyList<Tensor> Parameters { get; }

    /// <summary>The rate that the group began with, on which schedules build.</summary>
    public double InitialLearningRate { get; internal set; }

    /// <summary>The rate of the next step, 0 or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not a number.</exception>
    public double LearningRate
    {
        get => _learningRate;
        set => _learningRate = value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "a learning rate of 0 or more was expected");
    }
}
