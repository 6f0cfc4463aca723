using System.CommandLine;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Cli.TableTasks;

/// <summary>Options that several verbs of tables share.</summary>
internal static class TableArguments
{
    /// <summary>The positive class of two.</summary>
    public static Option<string?> Positive { get; } = new("--positive") { Description =
        "The positive class of two: that which is looked for. Left out, 1 (beside 0), true, yes or positive, else the minority class; "
        + "asked for where a column of scores does not say.", HelpName = "class" };

    /// <summary>What mistakes cost.</summary>
    public static Option<string[]> Cost { get; } = new("--cost") { Description =
        $"Measure the mean cost of a row: {ClassCosts.Expected}; mistakes that are not named cost 1.",
        AllowMultipleArgumentsPerToken = true, HelpName = "class=number" };

    /// <summary>What is done about missing values.</summary>
    public static Option<string> Fill { get; } = FillOption();

    /// <summary>Whether the augmentation advisor is asked.</summary>
    public static Option<AdvisorUse> Advisor { get; } = new("--advisor") { Description =
        $"For tables of two classes: measure by 5 × 5 folds whether synthetic rows would help logistic regression to rank. auto does so "
        + $"up to {SyntheticAdvice.QuickCells} cells; on may take minutes.", DefaultValueFactory = _ => AdvisorUse.Auto };

    private static Option<string> FillOption()
    {
        var option = new Option<string>("--fill") { Description =
            "What is done about missing values before resampling: none, or fill them with each column's median or mean (categorical "
            + "columns: the most frequent value), or drop rows that have some.", DefaultValueFactory = _ => "none",
            HelpName = "none|median|mean|drop-rows" };
        option.AcceptOnlyFromAmong(GapFilling.Ways);
        return option;
    }
}
