using Counterpoise.Options;
using Counterpoise.Resampling;

namespace Counterpoise.Methods;

/// <summary>A sampler by its name, with every option that can be set by name.</summary>
/// <param name="Name">What is typed, such as <c>smote</c>.</param>
/// <param name="Label">What people read.</param>
/// <param name="Description">What it does, in a sentence.</param>
/// <param name="Defaults">Its options record with the defaults.</param>
/// <param name="Create">Makes it of such a record.</param>
public sealed record DataMethod(string Name, string Label, string Description, object Defaults, Func<object, IResampler> Create)
{
    /// <summary>Which tables it takes as they are. Default numeric columns only.</summary>
    public AcceptedColumns Columns { get; init; }

    /// <summary>
    /// The option that asks for neighbours within a class, which a class of few rows cannot give; null where there is none.
    /// </summary>
    public string? ClassNeighbors { get; init; }

    /// <summary>The options that say how distances are measured; empty where there are none, or where they must be Euclidean.</summary>
    public IReadOnlyList<string> Distances { get; init; } = [];

    /// <summary>The option that says which classes are resampled, and to how many rows.</summary>
    public string Strategy { get; init; } = "strategy";

    /// <summary>The options by name.</summary>
    /// <param name="learners">The classifiers that some samplers ask for, by name; null for those of the core.</param>
    /// <param name="classNames">The classes that a strategy may name; null where they are not known.</param>
    public OptionSchema Schema(IReadOnlyList<Learner>? learners = null, IReadOnlyList<string>? classNames = null) =>
        OptionSchema.Of(Defaults, MethodConverters.Create(learners ?? Learner.Standard, classNames));

    /// <summary>Whether it can measure distances over the columns in which neither row has a missing value.</summary>
    public bool TakesMissing => Distances.Count > 0;

    internal static DataMethod Of<T>(string name, string label, string description, T defaults, Func<T, IResampler> create)
        where T : notnull => new(name, label, description, defaults, options => create((T)options));
}
