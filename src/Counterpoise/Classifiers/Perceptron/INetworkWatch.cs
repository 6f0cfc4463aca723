namespace Counterpoise.Classifiers;

/// <summary>What looks on while a <see cref="MultilayerPerceptron"/> trains. It must change nothing.</summary>
internal interface INetworkWatch
{
    /// <summary>The gradient of a batch is known, and the weights have not moved yet.</summary>
    void BeforeStep(FittedMultilayerPerceptron network);

    /// <summary>The weights have moved.</summary>
    void AfterStep(double[] updateRatios);

    /// <summary>An epoch has ended.</summary>
    void AfterEpoch(int epoch, FittedMultilayerPerceptron network, NetworkTraining training);
}
