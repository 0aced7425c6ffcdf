"""The content folder: question files read strictly, written whole, checked as an editor would."""
