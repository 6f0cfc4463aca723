using Counterpoise.Calibration;
using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Pipelines;
using Counterpoise.SavedModels;
using Counterpoise.Tables;

namespace Counterpoise.TableModels;

/// <summary>
/// A classifier of tables with everything that predicting needs: preparation of the columns, classifier, calibration, adjustment and
/// decision. It is saved in one file, whose predictions after loading are equal bit for bit.
/// </summary>
/// <remarks>The format is that of <see cref="PartFile"/>; see docs/table-models.md for its parts.</remarks>
public sealed class TableModel : IDisposable
{
    private readonly FeaturePreparation _preparation;
    private readonly PriorCorrection? _adjustment;

    internal TableModel(TableModelCard card, IFittedClassifier classifier, RowPrints seen)
    {
        (Card, Classifier, Seen) = (card, classifier, seen);
        _preparation = FeaturePreparation.From(card.Columns);
        double[] counts = [.. card.ClassCounts.Select(n => (double)n)];
        _adjustment = card.IsLogitAdjusted ? new PriorCorrection(counts, Array.ConvertAll(counts, n => n > 0 ? 1.0 : 0)) : null;
    }

    /// <summary>What it is.</summary>
    public TableModelCard Card { get; }

    /// <summary>The fitted classifier, which sees prepared columns.</summary>
    public IFittedClassifier Classifier { get; }

    /// <summary>The division by class priors that follows the calibration (<c>post-hoc-la</c>); null where there is none.</summary>
    public PriorCorrection? Adjustment => _adjustment;

    internal RowPrints Seen { get; }

    /// <summary>The same model with what people know of it besides, such as how its table was read; it takes this one's place.</summary>
    /// <param name="reading">How the training file was read, by names.</param>
    /// <param name="ignoredColumns">Columns of the training file that it does not take.</param>
    /// <param name="commandLine">The command line that trained it; empty where there was none.</param>
    public TableModel Describe(IReadOnlyDictionary<string, string> reading, IReadOnlyList<string> ignoredColumns, string commandLine) =>
        new(Card with { Reading = reading, IgnoredColumns = ignoredColumns, CommandLine = commandLine }, Classifier, Seen);

    /// <summary>The same model with another decision on its probabilities; it takes this one's place.</summary>
    /// <param name="decision">The decision; null for the most probable class.</param>
    /// <exception cref="ArgumentException">There is not one weight per class.</exception>
    public TableModel WithDecision(TableDecision? decision) => decision is null || decision.Weights.Count == Card.ClassNames.Count
        ? new(Card with { Decision = decision }, Classifier, Seen)
        : throw new ArgumentException(
            $"the decision has {decision.Weights.Count} weights; expected one for each of {Card.ClassNames.Count} classes",
            nameof(decision));

    /// <summary>Whether a file begins as a saved model does, and not as one of other data.</summary>
    /// <param name="path">The file; it need not be there.</param>
    public static bool Is(string path) => PartFile.Is(path) && PartFile.Task(path) is null or TableModelFile.Task;

    /// <summary>Gives the probability of each class for each row.</summary>
    /// <param name="rows">Rows that have the model's columns, in any order and among others, each of its kind.</param>
    /// <returns>Row-major rows × classes, calibrated and adjusted.</returns>
    /// <exception cref="ArgumentException">A column is missing, or of another kind.</exception>
    public double[] PredictProbabilities(Table rows)
    {
        var probabilities = Classifier.PredictProbabilities(Prepare(rows));
        probabilities = Card.Calibration?.Apply(probabilities) ?? probabilities;
        return _adjustment?.Apply(probabilities) ?? probabilities;
    }

    /// <summary>Decides the class of each row by the model's own decision.</summary>
    /// <param name="probabilities">Row-major n × C, as <see cref="PredictProbabilities"/> gives them.</param>
    /// <returns>n classes; among equally probable ones the lower.</returns>
    public int[] Decide(double[] probabilities) => Card.Decide(probabilities);

    /// <summary>The correction of probabilities from <see cref="TableModelCard.Priors"/> to other class priors.</summary>
    /// <param name="priors">Class priors where the model is used, [C], at least 0, of any sum.</param>
    /// <exception cref="InvalidOperationException">The probabilities go by no class priors.</exception>
    /// <exception cref="ArgumentException">There is not one prior per class, or a class was never seen.</exception>
    public PriorCorrection Correction(IReadOnlyList<double> priors) => Card.Correction(priors);

    /// <summary>How many rows equal a training row in every column, so that an evaluation on them says nothing of new rows.</summary>
    /// <param name="rows">Rows that have the model's columns.</param>
    public int CountSeen(Table rows) => Seen.Count(Prepare(rows));

    /// <summary>Writes the model, whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="codecs">The classifiers that can be written; null for those of the core.</param>
    /// <exception cref="NotSupportedException">No codec is for the classifier.</exception>
    public void Save(string path, ClassifierCodecs? codecs = null) =>
        PartFile.Write(path, part => TableModelFile.Write(this, part, codecs ?? StandardCodecs.All));

    /// <summary>Reads a model. What is read is checked, and none of it is run.</summary>
    /// <param name="path">The file.</param>
    /// <param name="codecs">The classifiers that can be read; null for those of the core.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no model of tables, damaged, or says what cannot be.</exception>
    public static TableModel Load(string path, ClassifierCodecs? codecs = null) =>
        PartFile.Read(path, part => TableModelFile.Read(part, codecs ?? StandardCodecs.All));

    /// <inheritdoc/>
    public void Dispose() => (Classifier as IDisposable)?.Dispose();

    private DenseMatrix Prepare(Table rows) => ModelParts.Prepare(rows, Card.Columns, _preparation);
}
