// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import ArgumentParser

/// A shell that completes words.
enum Shell: String, Hashable, Sendable, CaseIterable, ExpressibleByArgument {
    case bash, zsh, fish

    /// The script that makes the shell ask `dagrun __complete`.
    ///
    /// It is small because all knowledge is in the tool: a bundle's commands and DAG ids can't be written into a script
    /// beforehand.
    var script: String {
        switch self {
        case .bash:
            #"""
            _dagrun() {
                local word about
                COMPREPLY=()
                while IFS=$'\t' read -r word about; do
                    COMPREPLY+=("$word")
                done < <("${COMP_WORDS[0]/#\~/$HOME}" __complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
            }
            complete -o default -F _dagrun dagrun
            """#
        case .zsh:
            #"""
            #compdef dagrun
            _dagrun() {
                local word about
                local -a found
                while IFS=$'\t' read -r word about; do
                    # Without a meaning there is no colon: zsh would show the empty text in a column of its own.
                    found+=("${word//:/\\:}${about:+:$about}")
                done < <("${words[1]/#\~/$HOME}" __complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)
                if (( $#found )); then _describe dagrun found; else _files; fi
            }
            if [[ "$funcstack[1]" = _dagrun ]]; then _dagrun "$@"; else compdef _dagrun dagrun; fi
            """#
        case .fish:
            #"""
            function __dagrun_complete
                set -l before (commandline -opc)
                set -l current (commandline -ct)
                test -n "$current"; or set current ""
                set -l found ($before[1] __complete -- $before[2..-1] $current 2>/dev/null)
                if test (count $found) -gt 0
                    printf '%s\n' $found
                else
                    __fish_complete_path $current
                end
            end
            complete -c dagrun -f -a '(__dagrun_complete)'
            """#
        }
    }
}
