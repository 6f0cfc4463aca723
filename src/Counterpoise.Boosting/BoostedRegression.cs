using Counterpoise.Classifiers;
using Counterpoise.ImbalancedRegression;
using Counterpoise.Numerics;

namespace Counterpoise.Boosting;

/// <summary>Trees of LightGBM that predict a number; predicting is safe from several threads.</summary>
internal sealed class BoostedRegression(LightGbmModel model, int threads) : IFittedRegressor
{
    private readonly int _columns = model.ColumnCount;

    public double[] Predict(DenseMatrix features)
    {
        TrainingRows.CheckWidth(features, _columns);
        return features.Rows == 0 ? [] : model.Predict(features, threads);
    }

    public void Dispose() => model.Dispose();

    /// <summary>The model in LightGBM's text.</summary>
    internal byte[] Serialize() => model.Serialize("");

    /// <summary>Reads what <see cref="Serialize"/> gave; what stands in it is checked before the library sees it.</summary>
    /// <exception cref="InvalidDataException">It is no such model.</exception>
    internal static BoostedRegression Read(byte[] bytes, int threads)
    {
        try
        {
            if (!bytes.AsSpan().StartsWith("tree\n"u8))
                throw new FormatException("a model begins with 'tree'");
            LightGbmLibrary.Require();
            LightGbmText.Check(bytes, isRegression: true);
            var model = LightGbmModel.Deserialize(bytes).Model;
            if (model.ClassCount != 2)
            {
                model.Dispose();
                throw new FormatException("found several numbers for a row; expected one");
            }

            return new BoostedRegression(model, threads);
        }
        catch (Exception error) when (error is LightGbmException or FormatException or OverflowException or ArgumentException)
        {
            throw new InvalidDataException($"not a model that LightGBM reads: {error.Message}", error);
        }
    }
}
