using Counterpoise.Classifiers;
using Counterpoise.Ensembles;
using Counterpoise.ImbalancedRegression;
using Counterpoise.OneClass;
using Counterpoise.Pipelines;
using Counterpoise.Streams;

namespace Counterpoise.TableModels;

/// <summary>The classifiers and regressors of the core as they stand in files.</summary>
public static class StandardCodecs
{
    /// <summary>All classifiers.</summary>
    public static ClassifierCodecs All { get; } = new(
    [
        new ClassPriorCodec(), new LogisticRegressionCodec(), new KNearestNeighborsCodec(), new DecisionTreeCodec(),
            new MultilayerPerceptronCodec(),
        new AdaBoostCodec(), new EnsembleCodec(), new OneClassCodec(), new StandardizedCodec(), new LogitAdjustedCodec(),
            new ThresholdTunedCodec(), new FittedStreamCodec(), new FittedTableModelCodec(),
    ]);

    /// <summary>All regressors.</summary>
    public static RegressorCodecs Regressors { get; } =
        new([new FittedMeanCodec(), new FittedRidgeCodec(), new FittedNeighborRegressionCodec()]);
}
