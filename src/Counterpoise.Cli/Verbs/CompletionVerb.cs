using System.CommandLine;
using Counterpoise.Cli.Output;

namespace Counterpoise.Cli.Verbs;

/// <summary><c>counterpoise completion bash</c>: a script that asks the program itself what can stand at the cursor.</summary>
internal static class CompletionVerb
{
    private static readonly Dictionary<string, string> Scripts = new()
    {
        ["bash"] =
            """
            # In ~/.bashrc: eval "$(counterpoise completion bash)"
            _counterpoise()
            {
                local line=${COMP_LINE#* }
                local at=$((COMP_POINT - ${#COMP_LINE} + ${#line}))
                local IFS=$'\n'
                COMPREPLY=($(compgen -W "$(counterpoise "[suggest:$at]" "$line" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _counterpoise counterpoise
            """,
        ["zsh"] =
            """
            # In ~/.zshrc, behind compinit: eval "$(counterpoise completion zsh)"
            _counterpoise()
            {
                local line=${BUFFER#* }
                local -a found
                found=("${(@f)$(counterpoise "[suggest:$((CURSOR - ${#BUFFER} + ${#line}))]" "$line" 2>/dev/null)}")
                compadd -a found || _files
            }
            compdef _counterpoise counterpoise
            """,
        ["powershell"] =
            """
            # In $PROFILE: counterpoise completion powershell | Out-String | Invoke-Expression
            Register-ArgumentCompleter -Native -CommandName counterpoise -ScriptBlock {
                param($word, $ast, $position)
                $text = $ast.ToString().PadRight($position - $ast.Extent.StartOffset)
                $start = $text.IndexOf(' ') + 1
                $at = $position - $ast.Extent.StartOffset - $start
                counterpoise "[suggest:$at]" $text.Substring($start) 2>$null | Where-Object { $_ -like "$word*" } |
                    ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
            }
            """,
    };

    private static readonly Argument<string> Shell = ShellArgument();

    public static Command Create()
    {
        var command = new Command("completion", "A script with which a shell completes verbs and options at the tab key.") { Shell };
        command.SetAction(parsed =>
        {
            Terminal.WriteData(Scripts[parsed.GetValue(Shell)!].ReplaceLineEndings("\n") + "\n");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Argument<string> ShellArgument()
    {
        var argument = new Argument<string>("shell") { Description = "bash, zsh or powershell." };
        argument.AcceptOnlyFromAmong([.. Scripts.Keys]);
        return argument;
    }
}
