using Counterpoise.Classifiers;
using Counterpoise.Methods;
using Counterpoise.Tabular.RgNet;

namespace Counterpoise.Tabular;

/// <summary>The networks of this package by the names that are typed, for comparisons.</summary>
public static class TabularLearners
{
    /// <summary>What writes and reads them in saved models of tables.</summary>
    public static IReadOnlyList<IClassifierCodec> Codecs { get; } = [new ScaleNetworkCodec()];

    /// <summary>They, controls first.</summary>
    public static IReadOnlyList<Learner> All { get; } =
    [
        Learner.Of("skip-mlp", "perceptron with skip connections, as many parameters as RGNet", new RgNetOptions(),
            o => new SkipPerceptron(o)),
        Learner.Of("rgnet", "RGNet", new RgNetOptions(), o => new RgNetClassifier(o)),
    ];
}
