using Counterpoise.Classifiers;
using Counterpoise.Ensembles;
using Counterpoise.OneClass;
using Counterpoise.Pipelines;
using Counterpoise.Streams;

namespace Counterpoise.TableModels;

/// <summary>The classifiers of the core as they stand in files.</summary>
public static class StandardCodecs
{
    /// <summary>All of them.</summary>
    public static ClassifierCodecs All { get; } = new(
    [
        new ClassPriorCodec(), new LogisticRegressionCodec(), new KNearestNeighborsCodec(), new DecisionTreeCodec(),
            new MultilayerPerceptronCodec(),
        new AdaBoostCodec(), new EnsembleCodec(), new OneClassCodec(), new StandardizedCodec(), new LogitAdjustedCodec(),
            new ThresholdTunedCodec(), new FittedStreamCodec(), new FittedTableModelCodec(),
    ]);
}
