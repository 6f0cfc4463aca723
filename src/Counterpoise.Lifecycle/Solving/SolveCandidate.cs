using Counterpoise.Experiments;
using Counterpoise.Methods;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Lifecycle.Solving;

/// <summary>A pipeline that is tried: what is done to rows, losses and decisions, with which classifier.</summary>
/// <param name="Method">The method, such as <c>smote/threshold</c>.</param>
/// <param name="Classifier">The classifier, such as <c>boosting</c>.</param>
/// <param name="Options">Its options that are not the defaults, such as <c>boosting.rounds=300</c>.</param>
public sealed record SolveCandidate(string Method, string Classifier, IReadOnlyList<string> Options)
{
    /// <summary>Boosting on the rows as they are, with a tuned threshold.</summary>
    public static SolveCandidate Boosting { get; } = new("threshold", "boosting", []);

    /// <summary>A linear model with a tuned threshold: the least that must be beaten.</summary>
    public static SolveCandidate Linear { get; } = new("threshold", "logistic", []);

    /// <summary>The pipeline in one text, by which it is told from others.</summary>
    public string Name => string.Join(' ', [$"{Classifier}: {Method}", .. Options]);

    /// <summary>Whether two are the same pipeline.</summary>
    /// <param name="other">Another.</param>
    public bool Equals(SolveCandidate? other) => other is not null && Name == other.Name;

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    internal Learner Learner => TableLearners.Find(Classifier);

    internal TableMethod ToMethod(IReadOnlyList<string>? classNames = null) =>
        TableMethod.Of(MethodVariants.Parse([Method], Options.Where(o => !o.StartsWith(Classifier + ".", StringComparison.Ordinal)), [],
            [])[0], TableLearners.All, classNames);

    internal Classifiers.IClassifier ToClassifier() => Learner.Bind(
        MethodVariants.OptionsOf(Classifier, Options.Where(o => o.StartsWith(Classifier + ".", StringComparison.Ordinal)))).Classifier;
}
