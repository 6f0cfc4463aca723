using System.Runtime.InteropServices;
using Counterpoise.Classifiers;
using Counterpoise.Options;
using Counterpoise.SavedModels;

namespace Counterpoise.Streams;

/// <summary>
/// Online bagging in a file: <c>classes</c>, <c>columns</c>, its options, the recent class priors (<c>ensemble</c>), the state of each
/// member, the generator (<c>draws</c>), and the weights of its decision, so that it predicts and learns on.
/// </summary>
internal sealed class FittedStreamCodec() : ClassifierCodec<FittedStream>("online_bagging")
{
    private const int MostColumns = 1 << 20;

    private const int MostMembers = 1 << 12;

    /// <inheritdoc/>
    public override IFittedClassifier Read(PartReader part, ClassifierCodecs codecs)
    {
        ArgumentNullException.ThrowIfNull(part);
        var (classes, columns) = (part.Integer("classes", 2, ClassifierCodecs.MostClasses), part.Integer("columns", 1, MostColumns));
        var parts = part.Parts("members");
        if (parts.Length is 0 or > MostMembers)
            throw part.Fault($"found {parts.Length} members; expected 1 to {MostMembers}");
        var length = OnlineLogisticRegression.StateLength(columns, classes);
        double[][] members = [.. parts.Select(p => p.FiniteNumbers("state", length))];
        var draws = part.Bytes("draws");
        if (draws.Length != 4 * sizeof(ulong))
            throw part.Fault($"'draws' has {draws.Length} bytes; expected {4 * sizeof(ulong)}");
        var fitted = new FittedStream(columns, classes, Options(part, parts.Length), part.FiniteNumbers("ensemble", 1 + classes), members,
            MemoryMarshal.Cast<byte, ulong>(draws).ToArray(), part.FiniteNumbers("weights", classes));
        if (members.Any(m => m[0] < 0 || m.AsSpan(m.Length - columns).ContainsAnyExceptInRange(0, double.MaxValue))
            || fitted.Weights.Any(w => w < 0))
            throw part.Fault("a count, a spread or a weight is below 0");
        try
        {
            fitted.Continue();
            return fitted;
        }
        catch (ArgumentException fault)
        {
            throw part.Fault(fault.Message);
        }
    }

    /// <inheritdoc/>
    protected override void Write(FittedStream fitted, PartWriter part, ClassifierCodecs codecs)
    {
        ArgumentNullException.ThrowIfNull(fitted);
        ArgumentNullException.ThrowIfNull(part);
        part.Integer("classes", fitted.ClassCount);
        part.Integer("columns", fitted.Columns);
        part.Text("resampling", fitted.Options.Resampling.ToString());
        part.Text("decision", fitted.Options.Decision.ToString());
        part.Flag("weighs_classes", fitted.Options.WeighsClasses);
        part.Number("decay", fitted.Options.Decay);
        part.Integer("tuned_rows", fitted.Options.TunedRows);
        part.Numbers("ensemble", fitted.Ensemble);
        part.Parts("members", fitted.States, (own, state) => own.Numbers("state", state));
        part.Bytes("draws", MemoryMarshal.AsBytes(fitted.Draws.AsSpan()));
        part.Numbers("weights", [.. fitted.Weights]);
    }

    private static StreamLearnerOptions Options(PartReader part, int members)
    {
        if (!Enum.TryParse<OnlineResampling>(part.Text("resampling"), out var resampling) || !Enum.IsDefined(resampling)
            || !Enum.TryParse<StreamDecision>(part.Text("decision"), out var decision) || !Enum.IsDefined(decision))
            throw part.Fault($"'{part.Text("resampling")}' or '{part.Text("decision")}' is no resampling or decision of streams");
        var options = new StreamLearnerOptions { Members = members, Resampling = resampling, Decision = decision,
            WeighsClasses = part.Flag("weighs_classes"), Decay = part.Number("decay"), TunedRows = part.Integer("tuned_rows") };
        try
        {
            options.Validate();
            return options;
        }
        catch (InvalidOptionsException fault)
        {
            throw part.Fault(fault.Message);
        }
    }
}
