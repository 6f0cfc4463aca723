using Counterpoise.Boosting;
using Counterpoise.ImbalancedRegression;
using Counterpoise.Messages;
using Counterpoise.TableModels;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Workflows.Regression;

/// <summary>Saved models of numbers with every regressor of the house.</summary>
public static class RegressionModels
{
    /// <summary>Every regressor that can be saved.</summary>
    public static RegressorCodecs Codecs { get; } = StandardCodecs.Regressors.With(BoostingLearners.RegressorCodecs);

    /// <summary>Whether a path is a saved model of numbers.</summary>
    /// <param name="path">A path; the file need not be there.</param>
    public static bool Is(string path) => RegressionModel.Is(path);

    /// <summary>Loads a model.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">There is no such file, or it is a model of classes.</exception>
    /// <exception cref="InvalidDataException">It is no model of numbers, damaged, or says what cannot be.</exception>
    public static RegressionModel Load(string path) =>
        !File.Exists(path) ? throw new InputException($"there is no model '{new FilePart(path)}'")
        : SavedTableModels.Is(path) && !Is(path) ? throw new InputException(
            $"{new FilePart(path)} is a model of classes, and one of numbers is asked for: train one with --task regression")
        : RegressionModel.Load(path, Codecs);
}
